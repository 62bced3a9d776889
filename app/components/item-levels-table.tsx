import { Badge, DataTable, InlineStack, Text } from "@shopify/polaris";
import { useShopFormats } from "./shop-formats";

/** The stock of one variant at one location, in units. */
export interface ItemLevel {
  locationId: string;
  location: string;
  active: boolean;
  countsInPlanning: boolean;
  available: number;
  onHand: number;
  committed: number;
  incoming: number;
  reserved: number;
}

const QUANTITIES = ["available", "incoming", "onHand", "committed", "reserved"] as const;
const HEADINGS = ["Location", "Available", "Incoming", "On hand", "Committed", "Reserved"];

/** Stock at each location; the plan counts the sum of those that count in planning. */
export function ItemLevelsTable({ levels }: { levels: readonly ItemLevel[] }) {
  const { quantity } = useShopFormats();
  if (levels.length === 0) {
    return (
      <Text as="p" tone="subdued">
        No location stocks this variant.
      </Text>
    );
  }
  const counted = levels.filter((level) => level.active && level.countsInPlanning);
  return (
    <DataTable
      columnContentTypes={["text", "numeric", "numeric", "numeric", "numeric", "numeric"]}
      headings={HEADINGS}
      rows={levels.map((level) => [
        <LocationName key={level.locationId} level={level} />,
        ...QUANTITIES.map((name) => quantity(level[name])),
      ])}
      totals={["", ...QUANTITIES.map((name) => quantity(counted.reduce((sum, level) => sum + level[name], 0)))]}
      totalsName={{ singular: "Counted in the plan", plural: "Counted in the plan" }}
      showTotalsInFooter
      increasedTableDensity
    />
  );
}

function LocationName({ level }: { level: ItemLevel }) {
  if (level.active && level.countsInPlanning) return level.location;
  return (
    <InlineStack gap="200" blockAlign="center">
      <span>{level.location}</span>
      <Badge>{level.active ? "Not counted" : "Deactivated"}</Badge>
    </InlineStack>
  );
}
