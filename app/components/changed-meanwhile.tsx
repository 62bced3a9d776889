import { Banner, BlockStack, List, Text } from "@shopify/polaris";
import { nameOfActor, type TermChange } from "./audit-trail-card";
import { useShopFormats, type ShopFormats } from "./shop-formats";

interface ChangedMeanwhileProps<Change extends TermChange> {
  /** What the form shows. */
  subject: "terms" | "vendors" | "vendor" | "alerts";
  entries: readonly Change[];
  describe: (entry: Change, formats: ShopFormats) => string;
  /** What to do now. */
  advice?: "saveAgain" | "doAgain";
}

/** Why a stale form was refused: what others changed since it was opened. What was typed is kept. */
export function ChangedMeanwhile<Change extends TermChange>({
  subject,
  entries,
  describe,
  advice = "saveAgain",
}: ChangedMeanwhileProps<Change>) {
  const formats = useShopFormats();
  const { t } = formats;
  return (
    <Banner tone="warning" title={t(`item.changedMeanwhile.${subject}`)}>
      <BlockStack gap="200">
        <List>
          {entries.map((entry) => (
            <List.Item key={entry.entryId}>
              {`${describe(entry, formats)} · ${nameOfActor(entry.actor, formats.t)}, ${formats.instant(entry.at)}`}
            </List.Item>
          ))}
        </List>
        <Text as="p">{t(`item.changedMeanwhile.${advice}`)}</Text>
      </BlockStack>
    </Banner>
  );
}
