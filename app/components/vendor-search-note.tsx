import { Button } from "@shopify/polaris";
import { ChoicesNote } from "./filters/choices-note";
import { useShopFormats, type ShopFormats } from "./shop-formats";
import type { VendorSearch } from "./vendor-search";

interface VendorSearchNoteProps {
  search: VendorSearch;
  /** How many of those that were found are shown, and how many are not. */
  shown: number;
  more: number;
  /** Called after searching again, when the button goes that did so. */
  onRetry: () => void;
}

/** How a search for vendors stands, and a way to search again where it got no answer. */
export function VendorSearchNote({ search, shown, more, onRetry }: VendorSearchNoteProps) {
  const formats = useShopFormats();
  const { t } = formats;
  if (!search.hasFailed || search.isSearching) {
    return <ChoicesNote>{describeFound(search, { shown, more }, formats)}</ChoicesNote>;
  }
  return (
    <>
      <ChoicesNote>{t("filters.vendorsNotRead")}</ChoicesNote>
      <div>
        <Button
          size="micro"
          onClick={() => {
            search.onRetry();
            onRetry();
          }}
        >
          {t("actions.tryAgain")}
        </Button>
      </div>
    </>
  );
}

function describeFound(
  { choices, isSearching }: VendorSearch,
  { shown, more }: { shown: number; more: number },
  { t, quantity }: ShopFormats,
): string {
  if (choices === undefined) return isSearching ? t("bulk.picker.searching") : "";
  if (more > 0) return t("filters.moreChoices", { count: more, written: quantity(more) });
  if (shown === 0) return t("bulk.picker.noMatch");
  return choices.q === "" ? "" : t("filters.found", { count: shown, written: quantity(shown) });
}
