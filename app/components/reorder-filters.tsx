import { ChoiceList, IndexFilters, IndexFiltersMode } from "@shopify/polaris";
import type { AppliedFilterInterface, FilterInterface, IndexFiltersProps } from "@shopify/polaris";
import { DEMAND_CLASSES, type DemandClass } from "~/planning/demand-class";
import { PLAN_STATUSES, type PlanStatus } from "~/planning/plan-status";
import { memo } from "react";
import type { ReorderQuery } from "~/reports/reorder-query";
import { FIGURE_COLUMNS } from "./reorder-columns";
import { SearchableChoices, type Choice } from "./searchable-choices";
import { useShopFormats, type ShopFormats } from "./shop-formats";
import { useDebouncedText } from "./use-debounced-text";

/** Asks for another list. `replace`: the change belongs to the one before, so that going back skips both. */
export type OnReorderQueryChange = (query: ReorderQuery, options?: { replace: boolean }) => void;

export interface ReorderFiltersProps {
  query: ReorderQuery;
  onQueryChange: OnReorderQueryChange;
  /** Values are vendor ids, or the one that stands for no vendor; undefined where the page is one vendor's. */
  vendors: readonly Choice[] | undefined;
  /** Values are location ids. */
  locations: readonly Choice[];
  /** False where the page itself chooses the deciles. */
  choosesDeciles: boolean;
  loading: boolean;
}

const TO_ORDER = "Only what is to be ordered";
const ALL_DECILES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** Search, filters and sorting of a reorder list. Every change is a new query; nothing is kept here but unfinished typing. */
export const ReorderFilters = memo(function ReorderFilters(props: ReorderFiltersProps) {
  const { query, onQueryChange } = props;
  const { t } = useShopFormats();
  const [searchText, setSearchText] = useDebouncedText(query.q, (q) => {
    onQueryChange(fromFirstPage(query, { q }), { replace: query.q !== "" });
  });
  return (
    <IndexFilters
      tabs={[]}
      selected={0}
      // Search and filters always show: there are no saved views to switch to, and hiding them would move the table.
      mode={IndexFiltersMode.Filtering}
      setMode={keepMode}
      autoFocusSearchField={false}
      disableKeyboardShortcuts
      queryValue={searchText}
      queryPlaceholder="Search by SKU, title or barcode"
      onQueryChange={setSearchText}
      onQueryClear={() => {
        setSearchText("");
      }}
      filters={filtersOf(props, t)}
      appliedFilters={appliedFiltersOf(props, t)}
      onClearAll={() => {
        onQueryChange(withoutFilters(query, props));
      }}
      sortOptions={SORT_OPTIONS}
      sortSelected={[`${query.sort} ${query.direction}`]}
      onSort={([choice]) => {
        const order = SORT_ORDERS.get(choice ?? "");
        if (order) onQueryChange(fromFirstPage(query, order));
      }}
      loading={props.loading}
      canCreateNewView={false}
      // Polaris takes filters below the fold for ones that were scrolled past, and on a phone would hold them over what comes first.
      disableStickyMode
    />
  );
});

function keepMode(): void {
  // The one mode stays, also when Escape asks for another.
}

/** The query with changes, read from its first page: a cursor fits only the list that it was made for. */
export function fromFirstPage(query: ReorderQuery, changes: Partial<ReorderQuery>): ReorderQuery {
  return { ...query, ...changes, after: undefined, before: undefined };
}

/** Which filters are the merchant's to choose on this page. */
type Choosable = Pick<ReorderFiltersProps, "vendors" | "choosesDeciles">;

export function hasFilters(query: ReorderQuery, { vendors, choosesDeciles }: Choosable): boolean {
  return (
    query.q !== "" ||
    query.statuses.length > 0 ||
    query.demandClasses.length > 0 ||
    query.toOrder === true ||
    query.locationId !== undefined ||
    (vendors !== undefined && query.vendorId !== undefined) ||
    (choosesDeciles && query.deciles.length > 0)
  );
}

export function withoutFilters(query: ReorderQuery, { vendors, choosesDeciles }: Choosable): ReorderQuery {
  return fromFirstPage(query, {
    q: "",
    statuses: [],
    demandClasses: [],
    toOrder: undefined,
    locationId: undefined,
    ...(vendors && { vendorId: undefined }),
    ...(choosesDeciles && { deciles: [] }),
  });
}

function filtersOf(props: ReorderFiltersProps, t: ShopFormats["t"]): FilterInterface[] {
  const { query, onQueryChange, vendors, locations, choosesDeciles } = props;
  const change = (changes: Partial<ReorderQuery>) => {
    onQueryChange(fromFirstPage(query, changes));
  };
  const status: FilterInterface = {
    key: "status",
    label: "Status",
    pinned: true,
    filter: (
      <ChoiceList
        title="Status"
        titleHidden
        allowMultiple
        choices={PLAN_STATUSES.map((value) => ({ value, label: t(`planStatus.${value}.label`) }))}
        selected={[...query.statuses]}
        onChange={(statuses: PlanStatus[]) => {
          change({ statuses });
        }}
      />
    ),
  };
  const toOrder: FilterInterface = {
    key: "to_order",
    label: "To order",
    pinned: true,
    filter: (
      <ChoiceList
        title="To order"
        titleHidden
        allowMultiple
        choices={[{ value: "true", label: TO_ORDER }]}
        selected={query.toOrder ? ["true"] : []}
        onChange={(chosen: string[]) => {
          change({ toOrder: chosen.length > 0 ? true : undefined });
        }}
      />
    ),
  };
  const demandClass: FilterInterface = {
    key: "class",
    label: "Demand class",
    pinned: true,
    filter: (
      <ChoiceList
        title="Demand class"
        titleHidden
        allowMultiple
        choices={DEMAND_CLASSES.map((value) => ({
          value,
          label: t(`demandClass.${value}.label`),
          helpText: t(`demandClass.${value}.meaning`),
        }))}
        selected={[...query.demandClasses]}
        onChange={(demandClasses: DemandClass[]) => {
          change({ demandClasses });
        }}
      />
    ),
  };
  const vendor: FilterInterface = {
    key: "vendor",
    label: "Vendor",
    pinned: true,
    filter: (
      <SearchableChoices
        title="Vendors"
        choices={vendors ?? []}
        selected={query.vendorId}
        onSelect={(vendorId) => {
          change({ vendorId });
        }}
      />
    ),
  };
  const decile: FilterInterface = {
    key: "decile",
    label: "Velocity decile",
    pinned: true,
    filter: (
      <ChoiceList
        title="Velocity decile"
        titleHidden
        allowMultiple
        choices={ALL_DECILES.map((number) => ({ value: String(number), label: describeDecile(number) }))}
        selected={query.deciles.map(String)}
        onChange={(deciles: string[]) => {
          change({ deciles: deciles.map(Number).sort((one, other) => one - other) });
        }}
      />
    ),
  };
  const location: FilterInterface = {
    key: "location",
    label: "Stocked at",
    pinned: true,
    filter: (
      <SearchableChoices
        title="Locations"
        choices={locations}
        selected={query.locationId}
        onSelect={(locationId) => {
          change({ locationId });
        }}
      />
    ),
  };
  return [
    status,
    toOrder,
    ...(vendors ? [vendor] : []),
    ...(choosesDeciles ? [decile] : []),
    demandClass,
    ...(locations.length > 1 || query.locationId !== undefined ? [location] : []),
  ];
}

function appliedFiltersOf(props: ReorderFiltersProps, t: ShopFormats["t"]): AppliedFilterInterface[] {
  const { query, onQueryChange, vendors, locations, choosesDeciles } = props;
  const applied: AppliedFilterInterface[] = [];
  const add = (key: string, label: string, removed: Partial<ReorderQuery>) => {
    applied.push({
      key,
      label,
      onRemove: () => {
        onQueryChange(fromFirstPage(query, removed));
      },
    });
  };
  if (query.statuses.length > 0) {
    add("status", query.statuses.map((value) => t(`planStatus.${value}.label`)).join(", "), { statuses: [] });
  }
  if (query.toOrder) add("to_order", TO_ORDER, { toOrder: undefined });
  if (vendors && query.vendorId !== undefined) {
    add("vendor", `Vendor: ${labelOf(vendors, query.vendorId)}`, { vendorId: undefined });
  }
  if (choosesDeciles && query.deciles.length > 0) {
    add("decile", `Decile: ${query.deciles.join(", ")}`, { deciles: [] });
  }
  if (query.demandClasses.length > 0) {
    const labels = query.demandClasses.map((value) => t(`demandClass.${value}.label`));
    add("class", `Demand: ${labels.join(", ")}`, { demandClasses: [] });
  }
  if (query.locationId !== undefined) {
    add("location", `Stocked at: ${labelOf(locations, query.locationId)}`, { locationId: undefined });
  }
  return applied;
}

/** A choice that is no longer there, say a vendor of an old bookmark, is named by its value. */
function labelOf(choices: readonly Choice[], value: string): string {
  return choices.find((choice) => choice.value === value)?.label ?? value;
}

function describeDecile(decile: number): string {
  if (decile === 1) return "1: the fastest tenth";
  return decile === 10 ? "10: the slowest tenth" : String(decile);
}

type Order = Pick<ReorderQuery, "sort" | "direction">;
interface SortChoice extends Order {
  label: string;
  directionLabel: string;
}

const SORT_CHOICES: SortChoice[] = [
  ...FIGURE_COLUMNS.flatMap(({ sort, title }): SortChoice[] => [
    { sort, direction: "asc", label: title, directionLabel: "Lowest first" },
    { sort, direction: "desc", label: title, directionLabel: "Highest first" },
  ]),
  ...textSortChoices("productTitle", "Product"),
  ...textSortChoices("sku", "SKU"),
  ...textSortChoices("vendor", "Vendor"),
];

function textSortChoices(sort: ReorderQuery["sort"], label: string): SortChoice[] {
  return [
    { sort, direction: "asc", label, directionLabel: "A to Z" },
    { sort, direction: "desc", label, directionLabel: "Z to A" },
  ];
}

const SORT_OPTIONS: NonNullable<IndexFiltersProps["sortOptions"]> = SORT_CHOICES.map(
  ({ sort, direction, label, directionLabel }) => ({ label, value: `${sort} ${direction}`, directionLabel }),
);

const SORT_ORDERS = new Map<string, Order>(
  SORT_CHOICES.map(({ sort, direction }) => [`${sort} ${direction}`, { sort, direction }]),
);
