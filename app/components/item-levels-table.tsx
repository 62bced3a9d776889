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

/** Stock at each location; the plan counts the sum of those that count in planning. */
export function ItemLevelsTable({ levels }: { levels: readonly ItemLevel[] }) {
  const { t, quantity } = useShopFormats();
  if (levels.length === 0) {
    return (
      <Text as="p" tone="subdued">
        {t("item.levels.none")}
      </Text>
    );
  }
  const countedWords = t("item.levels.counted");
  const counted = levels.filter((level) => level.active && level.countsInPlanning);
  return (
    <DataTable
      columnContentTypes={["text", "numeric", "numeric", "numeric", "numeric", "numeric"]}
      headings={[t("item.levels.location"), ...QUANTITIES.map((name) => t(`item.levels.${name}`))]}
      rows={levels.map((level) => [
        <LocationName key={level.locationId} level={level} />,
        ...QUANTITIES.map((name) => quantity(level[name])),
      ])}
      totals={["", ...QUANTITIES.map((name) => quantity(counted.reduce((sum, level) => sum + level[name], 0)))]}
      totalsName={{ singular: countedWords, plural: countedWords }}
      showTotalsInFooter
      increasedTableDensity
    />
  );
}

function LocationName({ level }: { level: ItemLevel }) {
  const { t } = useShopFormats();
  if (level.active && level.countsInPlanning) return level.location;
  return (
    <InlineStack gap="200" blockAlign="center">
      <span>{level.location}</span>
      <Badge>{t(level.active ? "item.levels.notCounted" : "item.levels.deactivated")}</Badge>
    </InlineStack>
  );
}
