import { BlockStack, Card, List, Text } from "@shopify/polaris";
import { useShopFormats, type ShopFormats } from "./shop-formats";
import { labelOfTerm, writeTerm } from "./term-words";

/** One term that somebody changed. */
export interface TermChange {
  entryId: string;
  /** ISO 8601. */
  at: string;
  actor: { id: string; name: string | null };
  field: string;
  /** Null where nothing was, or is, set. */
  oldValue: unknown;
  newValue: unknown;
}

/** Who changed an item's own terms, the latest first. */
export function AuditTrailCard({ entries }: { entries: readonly TermChange[] }) {
  const formats = useShopFormats();
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          Changes of these terms
        </Text>
        {entries.length === 0 ? (
          <Text as="p" tone="subdued">
            Nobody has set a term for this SKU yet.
          </Text>
        ) : (
          <List>
            {entries.map((entry) => (
              <List.Item key={entry.entryId}>
                {describeChange(entry, formats)}
                <Text as="span" variant="bodySm" tone="subdued">
                  {` · ${nameOfActor(entry.actor)}, ${formats.instant(entry.at)}`}
                </Text>
              </List.Item>
            ))}
          </List>
        )}
      </BlockStack>
    </Card>
  );
}

/** "Lead time: 14 days → 30 days". */
export function describeChange({ field, oldValue, newValue }: TermChange, formats: ShopFormats): string {
  const write = (value: unknown) => (value === null ? "not set" : writeTerm(field, value, formats));
  return `${labelOfTerm(field)}: ${write(oldValue)} → ${write(newValue)}`;
}

/** By name where it is known, else "Staff member 123456". */
export function nameOfActor({ id, name }: TermChange["actor"]): string {
  return name ?? id.replace(/^user /, "Staff member ");
}
