import { ChoiceList, IndexFilters, IndexFiltersMode } from "@shopify/polaris";
import type { AppliedFilterInterface, FilterInterface, IndexFiltersProps } from "@shopify/polaris";
import { DEMAND_CLASSES, type DemandClass } from "~/planning/demand-class";
import { PLAN_STATUSES, type PlanStatus } from "~/planning/plan-status";
import { memo, useMemo } from "react";
import type { ReorderQuery } from "~/reports/reorder-query";
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
  /** Saves what is shown as its view; undefined where that is what was saved. */
  onViewOverwrite: (() => void) | undefined;
  loading: boolean;
}

const ALL_DECILES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** Search, filters and sorting of a reorder list. Every change is a new query; nothing is kept here but unfinished typing. */
export const ReorderFilters = memo(function ReorderFilters(props: ReorderFiltersProps) {
  const { query, onQueryChange } = props;
  const { t } = useShopFormats();
  const sortOptions = useMemo(() => sortOptionsIn(t), [t]);
  const [searchText, setSearchText] = useDebouncedText(query.q, (q) => {
    onQueryChange(fromFirstPage(query, { q }), { replace: query.q !== "" });
  });
  return (
    <IndexFilters
      tabs={[]}
      selected={0}
      // Search and filters always show, below the views: hiding them would move the table.
      mode={IndexFiltersMode.Filtering}
      setMode={keepMode}
      autoFocusSearchField={false}
      disableKeyboardShortcuts
      queryValue={searchText}
      queryPlaceholder={t("filters.search")}
      onQueryChange={setSearchText}
      onQueryClear={() => {
        setSearchText("");
      }}
      filters={filtersOf(props, t)}
      appliedFilters={appliedFiltersOf(props, t)}
      onClearAll={() => {
        onQueryChange(withoutFilters(query, props));
      }}
      sortOptions={sortOptions}
      {...(props.onViewOverwrite && { primaryAction: { type: "save", onAction: overwriteBy(props.onViewOverwrite) } })}
      sortSelected={[nameOrder(query)]}
      onSort={([choice]) => {
        const order = ORDERS.find((one) => nameOrder(one) === choice);
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

/** What a filter is made of: the query, and a way to change it. */
interface FilterContext {
  query: ReorderQuery;
  change: (changes: Partial<ReorderQuery>) => void;
  t: ShopFormats["t"];
}

function filtersOf(props: ReorderFiltersProps, t: ShopFormats["t"]): FilterInterface[] {
  const { query, onQueryChange, vendors, locations, choosesDeciles } = props;
  const change = (changes: Partial<ReorderQuery>) => {
    onQueryChange(fromFirstPage(query, changes));
  };
  const context = { query, change, t };
  return [
    statusFilter(context),
    toOrderFilter(context),
    ...(vendors ? [vendorFilter(context, vendors)] : []),
    ...(choosesDeciles ? [decileFilter(context)] : []),
    demandClassFilter(context),
    ...(locations.length > 1 || query.locationId !== undefined ? [locationFilter(context, locations)] : []),
  ];
}

function statusFilter({ query, change, t }: FilterContext): FilterInterface {
  return {
    key: "status",
    label: t("filters.status"),
    pinned: true,
    filter: (
      <ChoiceList
        title={t("filters.status")}
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
}

function toOrderFilter({ query, change, t }: FilterContext): FilterInterface {
  return {
    key: "to_order",
    label: t("filters.toOrder"),
    pinned: true,
    filter: (
      <ChoiceList
        title={t("filters.toOrder")}
        titleHidden
        allowMultiple
        choices={[{ value: "true", label: t("filters.onlyToOrder") }]}
        selected={query.toOrder ? ["true"] : []}
        onChange={(chosen: string[]) => {
          change({ toOrder: chosen.length > 0 ? true : undefined });
        }}
      />
    ),
  };
}

function vendorFilter({ query, change, t }: FilterContext, vendors: readonly Choice[]): FilterInterface {
  return {
    key: "vendor",
    label: t("filters.vendor"),
    pinned: true,
    filter: (
      <SearchableChoices
        title={t("filters.vendors")}
        choices={vendors}
        selected={query.vendorId}
        onSelect={(vendorId) => {
          change({ vendorId });
        }}
      />
    ),
  };
}

function decileFilter({ query, change, t }: FilterContext): FilterInterface {
  return {
    key: "decile",
    label: t("filters.decile"),
    pinned: true,
    filter: (
      <ChoiceList
        title={t("filters.decile")}
        titleHidden
        allowMultiple
        choices={ALL_DECILES.map((number) => ({ value: String(number), label: describeDecile(number, t) }))}
        selected={query.deciles.map(String)}
        onChange={(deciles: string[]) => {
          change({ deciles: deciles.map(Number).sort((one, other) => one - other) });
        }}
      />
    ),
  };
}

function demandClassFilter({ query, change, t }: FilterContext): FilterInterface {
  return {
    key: "class",
    label: t("filters.demandClass"),
    pinned: true,
    filter: (
      <ChoiceList
        title={t("filters.demandClass")}
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
}

function locationFilter({ query, change, t }: FilterContext, locations: readonly Choice[]): FilterInterface {
  return {
    key: "location",
    label: t("filters.stockedAt"),
    pinned: true,
    filter: (
      <SearchableChoices
        title={t("filters.locations")}
        choices={locations}
        selected={query.locationId}
        onSelect={(locationId) => {
          change({ locationId });
        }}
      />
    ),
  };
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
  if (query.toOrder) add("to_order", t("filters.onlyToOrder"), { toOrder: undefined });
  if (vendors && query.vendorId !== undefined) {
    add("vendor", t("filters.chosenVendor", { name: labelOf(vendors, query.vendorId) }), { vendorId: undefined });
  }
  if (choosesDeciles && query.deciles.length > 0) {
    add("decile", t("filters.chosenDeciles", { deciles: query.deciles.join(", ") }), { deciles: [] });
  }
  if (query.demandClasses.length > 0) {
    const labels = query.demandClasses.map((value) => t(`demandClass.${value}.label`));
    add("class", t("filters.chosenClasses", { classes: labels.join(", ") }), { demandClasses: [] });
  }
  if (query.locationId !== undefined) {
    add("location", t("filters.chosenLocation", { name: labelOf(locations, query.locationId) }), {
      locationId: undefined,
    });
  }
  return applied;
}

/** A choice that is no longer there, say a vendor of an old bookmark, is named by its value. */
function labelOf(choices: readonly Choice[], value: string): string {
  return choices.find((choice) => choice.value === value)?.label ?? value;
}

function describeDecile(decile: number, t: ShopFormats["t"]): string {
  if (decile === 1) return t("filters.fastestDecile");
  return decile === 10 ? t("filters.slowestDecile") : String(decile);
}

function overwriteBy(overwrite: () => void): () => Promise<boolean> {
  return () => {
    overwrite();
    return Promise.resolve(true);
  };
}

type Order = Pick<ReorderQuery, "sort" | "direction">;

/** What lists are mostly sorted by; by other columns they are sorted at their headings. */
const FIGURES = [
  "suggestedOrderQuantity",
  "orderValue",
  "available",
  "incoming",
  "meanDailyDemand",
  "daysOfCover",
  "reorderPoint",
  "velocityDecile",
] as const;
const TEXTS = ["productTitle", "sku", "vendor"] as const;

const ORDERS = [...FIGURES, ...TEXTS].flatMap((sort) => [
  { sort, direction: "asc" as const },
  { sort, direction: "desc" as const },
]);

function isText(sort: (typeof ORDERS)[number]["sort"]): boolean {
  return TEXTS.some((text) => text === sort);
}

function nameOrder({ sort, direction }: Order): `${Order["sort"]} ${Order["direction"]}` {
  return `${sort} ${direction}`;
}

function sortOptionsIn(t: ShopFormats["t"]): NonNullable<IndexFiltersProps["sortOptions"]> {
  return ORDERS.map((order) => ({
    label: t(`columns.${order.sort}.title`),
    value: nameOrder(order),
    directionLabel: t(`filters.${isText(order.sort) ? "texts" : "figures"}.${order.direction}`),
  }));
}
