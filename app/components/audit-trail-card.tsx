import { BlockStack, Card, List, Text } from "@shopify/polaris";
import type { Words } from "~/words/words";
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
  /** The import of a mapping that made the change; null for what was changed by hand. */
  importId?: string | null;
}

interface AuditTrailCardProps<Change extends TermChange> {
  title: string;
  /** Said while there are no entries. */
  emptyText: string;
  entries: readonly Change[];
  describe: (entry: Change, formats: ShopFormats) => string;
}

/** Who changed what, the latest first. */
export function AuditTrailCard<Change extends TermChange>({
  title,
  emptyText,
  entries,
  describe,
}: AuditTrailCardProps<Change>) {
  const formats = useShopFormats();
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        {entries.length === 0 ? (
          <Text as="p" tone="subdued">
            {emptyText}
          </Text>
        ) : (
          <List>
            {entries.map((entry) => (
              <List.Item key={entry.entryId}>
                {describe(entry, formats)}
                <Text as="span" variant="bodySm" tone="subdued">
                  {` · ${nameOfActor(entry.actor, formats.t)}, ${formats.instant(entry.at)}`}
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
  const { t } = formats;
  if (field === "excluded") return t(newValue === true ? "bulk.wasExcluded" : "bulk.wasIncluded");
  const write = (value: unknown) => (value === null ? t("audit.notSet") : writeTerm(field, value, formats));
  return `${labelOfTerm(field, t)}: ${write(oldValue)} → ${write(newValue)}`;
}

/** What goes before the number of who works in the shop's admin. */
const STAFF = "user ";

/** By name where it is known, else "Staff member 123456". */
export function nameOfActor({ id, name }: TermChange["actor"], t: Words["t"]): string {
  if (name !== null) return name;
  return id.startsWith(STAFF) ? t("audit.staff", { id: id.slice(STAFF.length) }) : id;
}
