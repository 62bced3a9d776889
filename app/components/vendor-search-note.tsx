import { Button } from "@shopify/polaris";
import { ChoicesNote } from "./filters/choices-note";
import { useShopFormats, type ShopFormats } from "./shop-formats";
import type { VendorSearch } from "./vendor-search";

interface VendorSearchFailureProps {
  search: VendorSearch;
  /** Called after searching again, when the button goes that did so. */
  onRetry: () => void;
}

interface VendorSearchNoteProps extends VendorSearchFailureProps {
  /** How many of those that were found are shown, and how many are not. */
  shown: number;
  more: number;
}

/** How a search for vendors stands, and a way to search again where it got no answer. */
export function VendorSearchNote({ shown, more, ...failure }: VendorSearchNoteProps) {
  const formats = useShopFormats();
  return <VendorSearchFailure {...failure} otherwise={describeFound(failure.search, { shown, more }, formats)} />;
}

/** Where a search for vendors got no answer, says so and searches again. */
export function VendorSearchFailure({
  search,
  onRetry,
  otherwise = "",
}: VendorSearchFailureProps & { otherwise?: string }) {
  const { t } = useShopFormats();
  const isLost = search.hasFailed && !search.isSearching;
  return (
    <>
      <ChoicesNote>{isLost ? t("filters.vendorsNotRead") : otherwise}</ChoicesNote>
      {isLost && (
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
      )}
    </>
  );
}

function describeFound(
  { choices, isSearching }: VendorSearch,
  { shown, more }: { shown: number; more: number },
  { t, quantity }: ShopFormats,
): string {
  if (isSearching && (choices === undefined || shown === 0)) return t("bulk.picker.searching");
  if (choices === undefined) return "";
  if (more > 0) return t("filters.moreChoices", { count: more, written: quantity(more) });
  if (shown === 0) return t("bulk.picker.noMatch");
  return choices.q === "" ? "" : t("filters.found", { count: shown, written: quantity(shown) });
}
