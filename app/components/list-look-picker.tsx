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
      <LookChoices look={look} onChange={onChange} />
    </Popover>
  );
});

/**
 * The choices, while they are open. They keep what was chosen themselves: the list takes a moment to follow, and whoever chooses
 * two columns one after the other means both.
 */
function LookChoices({ look, onChange }: ListLookPickerProps) {
  const { t } = useShopFormats();
  const [chosen, setChosen] = useState(look);
  const choose = (next: ListLook) => {
    setChosen(next);
    onChange(next);
  };
  return (
    <Box padding="400">
      <BlockStack gap="400">
        <ChoiceList
          title={t("views.density")}
          choices={DENSITIES.map((value) => ({ value, label: t(`views.densities.${value}`) }))}
          selected={[chosen.density]}
          onChange={([density]: Density[]) => {
            if (density) choose({ ...chosen, density });
          }}
        />
        <ChoiceList
          title={t("views.columns")}
          allowMultiple
          choices={LIST_COLUMNS.map((value) => ({
            value,
            label: t(`columns.${value}.title`),
            // A list without any column says nothing of its SKUs.
            disabled: chosen.columns.length === 1 && chosen.columns[0] === value,
          }))}
          selected={[...chosen.columns]}
          onChange={(columns: ListColumnId[]) => {
            choose({ ...chosen, columns: LIST_COLUMNS.filter((column) => columns.includes(column)) });
          }}
        />
      </BlockStack>
    </Box>
  );
}
