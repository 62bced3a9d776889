import { BlockStack, Button, Checkbox, InlineStack } from "@shopify/polaris";
import styles from "./list.module.css";
import type { BulkAction } from "./reorder-table";
import type { SelectableRows } from "./row-selection";
import { useShopFormats } from "./shop-formats";

interface NarrowSelectionBarProps {
  /** Of the page's rows. */
  ids: readonly string[];
  selection: SelectableRows;
  actions: readonly BulkAction[];
  listSize: number;
}

/** What the head of a wide table has for selecting rows, above a list that has no head; in sight while there is a selection. */
export function NarrowSelectionBar({ ids, selection, actions, listSize }: NarrowSelectionBarProps) {
  const { t, quantity } = useShopFormats();
  const { selected, isWholeList } = selection;
  const isPage = selected.length === ids.length;
  const count = isWholeList ? listSize : selected.length;
  return (
    <div className={selected.length > 0 ? styles.selectionBarInSight : styles.selectionBar}>
      <BlockStack gap="200" inlineAlign="start">
        <InlineStack gap="300" blockAlign="center">
          <Checkbox
            label={selected.length > 0 ? t("list.selected", { written: quantity(count) }) : t("list.selectAll")}
            checked={isPage ? true : selected.length > 0 ? "indeterminate" : false}
            onChange={() => {
              selection.select(ids, selected.length === 0);
            }}
          />
          {selected.length > 0 &&
            actions.map(({ content, onAction, disabled = false }) => (
              <Button key={content} size="slim" onClick={onAction} disabled={disabled}>
                {content}
              </Button>
            ))}
        </InlineStack>
        {isPage && !isWholeList && listSize > ids.length && (
          <Button variant="plain" onClick={selection.selectWholeList}>
            {t("list.selectWhole", { written: quantity(listSize) })}
          </Button>
        )}
      </BlockStack>
    </div>
  );
}
