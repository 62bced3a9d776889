import { BlockStack, Box, Button, ChoiceList, Popover } from "@shopify/polaris";
import { LayoutColumns3Icon } from "@shopify/polaris-icons";
import { memo, useState } from "react";
import { DENSITIES, LIST_COLUMNS, type Density, type ListColumnId, type ListLook } from "./list-look";
import { useShopFormats } from "./shop-formats";

interface ListLookPickerProps {
  look: ListLook;
  onChange: (look: ListLook) => void;
}

/** Chooses the columns of a list and how close together its rows are. */
export const ListLookPicker = memo(function ListLookPicker({ look, onChange }: ListLookPickerProps) {
  const { t } = useShopFormats();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover
      active={isOpen}
      onClose={() => {
        setIsOpen(false);
      }}
      preferredAlignment="right"
      activator={
        <Button
          icon={LayoutColumns3Icon}
          disclosure
          onClick={() => {
            setIsOpen(!isOpen);
          }}
        >
          {t("views.columns")}
        </Button>
      }
    >
      <Box padding="400">
        <BlockStack gap="400">
          <ChoiceList
            title={t("views.density")}
            choices={DENSITIES.map((value) => ({ value, label: t(`views.densities.${value}`) }))}
            selected={[look.density]}
            onChange={([density]: Density[]) => {
              if (density) onChange({ ...look, density });
            }}
          />
          <ChoiceList
            title={t("views.columns")}
            allowMultiple
            choices={LIST_COLUMNS.map((value) => ({
              value,
              label: t(`columns.${value}.title`),
              // A list without any column says nothing of its SKUs.
              disabled: look.columns.length === 1 && look.columns[0] === value,
            }))}
            selected={[...look.columns]}
            onChange={(chosen: ListColumnId[]) => {
              onChange({ ...look, columns: LIST_COLUMNS.filter((column) => chosen.includes(column)) });
            }}
          />
        </BlockStack>
      </Box>
    </Popover>
  );
});
