import { Banner, BlockStack, List, Text } from "@shopify/polaris";
import { nameOfActor, type TermChange } from "./audit-trail-card";
import { useShopFormats, type ShopFormats } from "./shop-formats";

interface ChangedMeanwhileProps {
  /** What the form shows, with its verb: "these terms were". */
  subject: string;
  entries: readonly TermChange[];
  describe: (entry: TermChange, formats: ShopFormats) => string;
  /** What to do now. */
  advice?: string;
}

const SAVE_AGAIN = "The page shows what holds now, with yours typed over it. Save again to keep yours.";

/** Why a stale form was refused: what others changed since it was opened. What was typed is kept. */
export function ChangedMeanwhile({ subject, entries, describe, advice = SAVE_AGAIN }: ChangedMeanwhileProps) {
  const formats = useShopFormats();
  return (
    <Banner tone="warning" title={`Nothing was saved: ${subject} changed since you opened this page`}>
      <BlockStack gap="200">
        <List>
          {entries.map((entry) => (
            <List.Item key={entry.entryId}>
              {`${describe(entry, formats)} · ${nameOfActor(entry.actor)}, ${formats.instant(entry.at)}`}
            </List.Item>
          ))}
        </List>
        <Text as="p">{advice}</Text>
      </BlockStack>
    </Banner>
  );
}
