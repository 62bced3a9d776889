import { DEMAND_CLASSES } from "~/planning/demand-class";
import { PLAN_STATUSES } from "~/planning/plan-status";
import { memo, useMemo, useState } from "react";
import type { ReorderQuery, SortKey } from "~/reports/reorder-query";
import { ManyChoices, type Choice } from "./filters/choices";
import { FilterBar } from "./filters/filter-bar";
import { FilterMenu } from "./filters/filter-menu";
import { SearchableChoices } from "./filters/searchable-choices";
import { SortMenu, type SortColumn } from "./filters/sort-menu";
import type { VendorFinder } from "./filters/vendor-choices";
import { useShopFormats, type ShopFormats } from "./shop-formats";
import { useKept } from "./use-kept";
import { useSteadyCallback } from "./use-steady-callback";
import { NO_VENDOR } from "./vendor-search";

/** Asks for another list. `replace`: the change belongs to the one before, so that going back skips both. */
export type OnReorderQueryChange = (query: ReorderQuery, options?: { replace: boolean }) => void;

export interface ReorderFiltersProps {
  query: ReorderQuery;
  onQueryChange: OnReorderQueryChange;
  /** Whom the filter has chosen, where it is a vendor. */
  vendor: NamedVendor | null;
  /** Offers the others; undefined where the page is one vendor's. */
  Vendors: VendorFinder | undefined;
  /** Values are location ids. */
  locations: readonly Choice[];
  /** False where the page itself chooses the deciles. */
  choosesDeciles: boolean;
  /** Saves what is shown as its view; undefined where that is what was saved. */
  onViewOverwrite: (() => void) | undefined;
  loading: boolean;
}

/** The name is null for the SKUs that no vendor supplies. */
interface NamedVendor {
  vendorId: string;
  name: string | null;
}

/** Search, filters and sorting of a reorder list. Every change is a new query; nothing is kept here but unfinished typing. */
export const ReorderFilters = memo(function ReorderFilters(props: ReorderFiltersProps) {
  const { query, onQueryChange, Vendors, locations, choosesDeciles } = props;
  const { t } = useShopFormats();
  const columns = useMemo(() => SORT_COLUMNS.map((column) => describeColumn(column, t)), [t]);
  const onSearch = useSteadyCallback((q: string) => {
    onQueryChange(fromFirstPage(query, { q }), { replace: query.q !== "" });
  });
  const change = useSteadyCallback((changes: Partial<ReorderQuery>) => {
    onQueryChange(fromFirstPage(query, changes));
  });
  const applied = useKept(appliedIn(query));
  const vendor = useKept(props.vendor);
  return (
    <FilterBar
      search={{ label: t("filters.search"), value: query.q, onSearch }}
      loading={props.loading}
      onSave={props.onViewOverwrite}
      sortMenu={<SortMenu columns={columns} sort={query.sort} direction={query.direction} onChange={change} />}
      filters={
        <Filters
          applied={applied}
          change={change}
          vendor={vendor}
          Vendors={Vendors}
          locations={locations}
          choosesDeciles={choosesDeciles}
        />
      }
      onClearAll={
        hasFilters({ ...query, q: "" }, props)
          ? () => {
              onQueryChange(withoutFilters(query, props));
            }
          : undefined
      }
    />
  );
});

/** The query with changes, read from its first page: a cursor fits only the list that it was made for. */
export function fromFirstPage(query: ReorderQuery, changes: Partial<ReorderQuery>): ReorderQuery {
  return { ...query, ...changes, after: undefined, before: undefined };
}

/** Which filters are the merchant's to choose on this page. */
type Choosable = Pick<ReorderFiltersProps, "Vendors" | "choosesDeciles">;

export function hasFilters(query: ReorderQuery, { Vendors, choosesDeciles }: Choosable): boolean {
  return (
    query.q !== "" ||
    query.statuses.length > 0 ||
    query.demandClasses.length > 0 ||
    query.toOrder === true ||
    query.locationId !== undefined ||
    (Vendors !== undefined && query.vendorId !== undefined) ||
    (choosesDeciles && query.deciles.length > 0)
  );
}

export function withoutFilters(query: ReorderQuery, { Vendors, choosesDeciles }: Choosable): ReorderQuery {
  return fromFirstPage(query, {
    q: "",
    statuses: [],
    demandClasses: [],
    toOrder: undefined,
    locationId: undefined,
    ...(Vendors && { vendorId: undefined }),
    ...(choosesDeciles && { deciles: [] }),
  });
}

/** What filters show of a query: neither search nor order, with which they stay as they are. */
type Applied = Pick<ReorderQuery, "statuses" | "toOrder" | "vendorId" | "deciles" | "demandClasses" | "locationId">;

function appliedIn({ statuses, toOrder, vendorId, deciles, demandClasses, locationId }: ReorderQuery): Applied {
  return { statuses, toOrder, vendorId, deciles, demandClasses, locationId };
}

interface FiltersProps extends Pick<ReorderFiltersProps, "vendor" | "Vendors" | "locations" | "choosesDeciles"> {
  applied: Applied;
  change: (changes: Partial<ReorderQuery>) => void;
}

/** Each filter is rendered again only when its own choice changes. */
const Filters = memo(function Filters({ applied, change, vendor, Vendors, ...props }: FiltersProps) {
  const { statuses, toOrder, vendorId, deciles, demandClasses, locationId } = applied;
  const { locations, choosesDeciles } = props;
  return (
    <>
      <StatusFilter statuses={statuses} change={change} />
      <ToOrderFilter toOrder={toOrder} change={change} />
      {Vendors && <VendorFilter vendorId={vendorId} change={change} vendor={vendor} Vendors={Vendors} />}
      {choosesDeciles && <DecileFilter deciles={deciles} change={change} />}
      <DemandClassFilter demandClasses={demandClasses} change={change} />
      {(locations.length > 1 || locationId !== undefined) && (
        <LocationFilter locationId={locationId} change={change} locations={locations} />
      )}
    </>
  );
});

/** A filter knows what is chosen in it, and nothing of the others. */
type FilterProps<Field extends keyof Applied> = Pick<FiltersProps, "change"> & Pick<Applied, Field>;

const StatusFilter = memo(function StatusFilter({ statuses, change }: FilterProps<"statuses">) {
  const { t } = useShopFormats();
  const describe = (status: (typeof PLAN_STATUSES)[number]) => t(`planStatus.${status}.label`);
  return (
    <FilterMenu
      name={t("filters.status")}
      chosen={statuses.length > 0 ? statuses.map(describe).join(", ") : undefined}
      onClear={() => {
        change({ statuses: [] });
      }}
    >
      {() => (
        <ManyChoices
          title={t("filters.status")}
          choices={PLAN_STATUSES.map((value) => ({ value, label: describe(value) }))}
          selected={statuses}
          onChange={(chosen) => {
            change({ statuses: chosen });
          }}
        />
      )}
    </FilterMenu>
  );
});

const ToOrderFilter = memo(function ToOrderFilter({ toOrder, change }: FilterProps<"toOrder">) {
  const { t } = useShopFormats();
  return (
    <FilterMenu
      name={t("filters.toOrder")}
      chosen={toOrder ? t("filters.onlyToOrder") : undefined}
      onClear={() => {
        change({ toOrder: undefined });
      }}
    >
      {() => (
        <ManyChoices
          title={t("filters.toOrder")}
          choices={[{ value: "true", label: t("filters.onlyToOrder") }]}
          selected={toOrder ? ["true"] : []}
          onChange={(chosen) => {
            change({ toOrder: chosen.length > 0 ? true : undefined });
          }}
        />
      )}
    </FilterMenu>
  );
});

interface VendorFilterProps extends FilterProps<"vendorId"> {
  vendor: NamedVendor | null;
  Vendors: VendorFinder;
}

const VendorFilter = memo(function VendorFilter({ vendorId, change, vendor, Vendors }: VendorFilterProps) {
  const { t } = useShopFormats();
  // Named before the list is there that it asks for.
  const [picked, setPicked] = useState<Choice>();
  const unassigned = { value: NO_VENDOR, label: t("list.unassigned") };
  const named = vendor?.name == null ? [] : [{ value: vendor.vendorId, label: vendor.name }];
  const known = [unassigned, ...named, ...(picked ? [picked] : [])];
  const chosen = known.find(({ value }) => value === vendorId);
  return (
    <FilterMenu
      name={t("filters.vendor")}
      chosen={vendorId === undefined ? undefined : t("filters.chosenVendor", { name: chosen?.label ?? vendorId })}
      onClear={() => {
        change({ vendorId: undefined });
      }}
    >
      {() => (
        <Vendors
          first={chosen && chosen !== unassigned ? [unassigned, chosen] : [unassigned]}
          selected={vendorId}
          onSelect={(choice) => {
            setPicked(choice);
            change({ vendorId: choice.value });
          }}
        />
      )}
    </FilterMenu>
  );
});

const ALL_DECILES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

const DecileFilter = memo(function DecileFilter({ deciles, change }: FilterProps<"deciles">) {
  const { t } = useShopFormats();
  return (
    <FilterMenu
      name={t("filters.decile")}
      chosen={deciles.length > 0 ? t("filters.chosenDeciles", { deciles: deciles.join(", ") }) : undefined}
      onClear={() => {
        change({ deciles: [] });
      }}
    >
      {() => (
        <ManyChoices
          title={t("filters.decile")}
          choices={ALL_DECILES.map((decile) => ({ value: String(decile), label: describeDecile(decile, t) }))}
          selected={deciles.map(String)}
          onChange={(chosen) => {
            change({ deciles: chosen.map(Number).sort((one, other) => one - other) });
          }}
        />
      )}
    </FilterMenu>
  );
});

function describeDecile(decile: number, t: ShopFormats["t"]): string {
  if (decile === 1) return t("filters.fastestDecile");
  return decile === 10 ? t("filters.slowestDecile") : String(decile);
}

const DemandClassFilter = memo(function DemandClassFilter({ demandClasses, change }: FilterProps<"demandClasses">) {
  const { t } = useShopFormats();
  const labels = demandClasses.map((value) => t(`demandClass.${value}.label`));
  return (
    <FilterMenu
      name={t("filters.demandClass")}
      chosen={labels.length > 0 ? t("filters.chosenClasses", { classes: labels.join(", ") }) : undefined}
      onClear={() => {
        change({ demandClasses: [] });
      }}
    >
      {() => (
        <ManyChoices
          title={t("filters.demandClass")}
          choices={DEMAND_CLASSES.map((value) => ({
            value,
            label: t(`demandClass.${value}.label`),
            helpText: t(`demandClass.${value}.meaning`),
          }))}
          selected={demandClasses}
          onChange={(chosen) => {
            change({ demandClasses: chosen });
          }}
        />
      )}
    </FilterMenu>
  );
});

interface LocationFilterProps extends FilterProps<"locationId"> {
  locations: readonly Choice[];
}

const LocationFilter = memo(function LocationFilter({ locationId, change, locations }: LocationFilterProps) {
  const { t } = useShopFormats();
  return (
    <FilterMenu
      name={t("filters.stockedAt")}
      chosen={
        locationId === undefined ? undefined : t("filters.chosenLocation", { name: labelOf(locations, locationId) })
      }
      onClear={() => {
        change({ locationId: undefined });
      }}
    >
      {() => (
        <SearchableChoices
          title={t("filters.locations")}
          choices={locations}
          selected={locationId}
          onSelect={(chosen) => {
            change({ locationId: chosen });
          }}
        />
      )}
    </FilterMenu>
  );
});

/** A choice that is no longer there, say a vendor of an old bookmark, is named by its value. */
function labelOf(choices: readonly Choice[], value: string): string {
  return choices.find((choice) => choice.value === value)?.label ?? value;
}

/** What lists are mostly sorted by; by other columns they are sorted at their headings. */
const SORT_COLUMNS = [
  "suggestedOrderQuantity",
  "orderValue",
  "available",
  "incoming",
  "meanDailyDemand",
  "daysOfCover",
  "reorderPoint",
  "velocityDecile",
  "productTitle",
  "sku",
  "vendor",
] as const satisfies readonly SortKey[];

const TEXTS: readonly SortKey[] = ["productTitle", "sku", "vendor"];

function describeColumn(value: (typeof SORT_COLUMNS)[number], t: ShopFormats["t"]): SortColumn<SortKey> {
  return { value, label: t(`columns.${value}.title`), isText: TEXTS.includes(value) };
}
