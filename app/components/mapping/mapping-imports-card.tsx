import { Badge, BlockStack, Box, Button, Card, Divider, InlineStack, Modal, Text } from "@shopify/polaris";
import { Fragment, useState } from "react";
import type { PastImport } from "~/reports/mapping-report";
import { nameOfActor } from "../audit-trail-card";
import { countOf, useShopFormats, type ShopFormats } from "../shop-formats";

interface MappingImportsCardProps {
  imports: readonly PastImport[];
  onUndo: (importId: string) => void;
  undoing: boolean;
}

/** Files that were applied, the latest first; the last one can be undone. */
export function MappingImportsCard({ imports, onUndo, undoing }: MappingImportsCardProps) {
  const [asked, setAsked] = useState<PastImport>();
  const close = () => {
    setAsked(undefined);
  };
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Last imports
        </Text>
        {imports.length === 0 && (
          <Text as="p" tone="subdued">
            No file has been applied yet.
          </Text>
        )}
        {imports.map((past, index) => (
          <Fragment key={past.importId}>
            {index > 0 && <Divider />}
            <PastImportRow
              past={past}
              undoing={undoing}
              onUndo={() => {
                setAsked(past);
              }}
            />
          </Fragment>
        ))}
      </BlockStack>
      <Modal
        open={asked !== undefined}
        onClose={close}
        title="Undo this import?"
        primaryAction={{
          content: "Undo import",
          destructive: true,
          onAction: () => {
            if (asked) onUndo(asked.importId);
            close();
          },
        }}
        secondaryActions={[{ content: "Cancel", onAction: close }]}
      >
        <Modal.Section>
          <Text as="p">
            {`Items get back the vendors and terms that they had before ${asked?.fileName ?? ""}. Items that somebody has changed since keep those changes. An import can be undone once.`}
          </Text>
        </Modal.Section>
      </Modal>
    </Card>
  );
}

function PastImportRow({ past, undoing, onUndo }: { past: PastImport; undoing: boolean; onUndo: () => void }) {
  const formats = useShopFormats();
  const { fileName, actor, appliedAt, undoneAt, summary, undoable } = past;
  return (
    <InlineStack align="space-between" blockAlign="start" gap="300" wrap={false}>
      <BlockStack gap="050">
        <InlineStack gap="200" align="start">
          <Text as="h3" fontWeight="medium" breakWord>
            {fileName}
          </Text>
          {undoneAt !== null && <Badge>Undone</Badge>}
        </InlineStack>
        <Text as="p" tone="subdued" variant="bodySm">
          {`${nameOfActor(actor)}, ${formats.instant(appliedAt)}`}
        </Text>
        {summary.applied && <Text as="p">{describeCounts(summary.applied, formats)}</Text>}
        {undoneAt !== null && (
          <Text as="p" breakWord>
            {describeUndo(past, formats)}
          </Text>
        )}
      </BlockStack>
      {undoable && (
        <Box minWidth="fit-content">
          <Button onClick={onUndo} loading={undoing}>
            Undo
          </Button>
        </Box>
      )}
    </InlineStack>
  );
}

interface Counts {
  added: number;
  changed: number;
  removed: number;
}

/** More can have changed than the file has rows: a vendor that is not preferred any more is another one too. */
function describeCounts({ added, changed, removed }: Counts, { quantity }: ShopFormats): string {
  return `Vendors of items: ${quantity(added)} added, ${quantity(changed)} changed (those not preferred any more too), ${quantity(removed)} removed`;
}

function describeUndo({ undoneAt, summary }: PastImport, formats: ShopFormats): string {
  const { undone, undoneBy } = summary;
  const by = undoneBy ? ` by ${nameOfActor(undoneBy)}` : "";
  const when = undoneAt === null ? "" : `Undone${by}, ${formats.instant(undoneAt)}. `;
  if (!undone || undone.kept === 0) return `${when}Everything is as it was before.`;
  const { kept, keptItems } = undone;
  const more = kept > keptItems.length ? ` and ${formats.quantity(kept - keptItems.length)} more` : "";
  return `${when}${countOf(kept, "item", formats.quantity(kept))} changed since ${kept === 1 ? "keeps its" : "keep their"} vendors: ${keptItems.join(", ")}${more}.`;
}
