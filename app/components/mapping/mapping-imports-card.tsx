import { Badge, BlockStack, Box, Button, Card, Divider, InlineStack, Modal, Text } from "@shopify/polaris";
import { Fragment, useState } from "react";
import type { PastImport } from "~/reports/mapping-report";
import { nameOfActor } from "../audit-trail-card";
import { useShopFormats, type ShopFormats } from "../shop-formats";

interface MappingImportsCardProps {
  imports: readonly PastImport[];
  onUndo: (importId: string) => void;
  undoing: boolean;
}

/** Files that were applied, the latest first; the last one can be undone. */
export function MappingImportsCard({ imports, onUndo, undoing }: MappingImportsCardProps) {
  const { t } = useShopFormats();
  const [asked, setAsked] = useState<PastImport>();
  const close = () => {
    setAsked(undefined);
  };
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("mapping.imports.title")}
        </Text>
        {imports.length === 0 && (
          <Text as="p" tone="subdued">
            {t("mapping.imports.none")}
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
        title={t("mapping.imports.undoTitle")}
        primaryAction={{
          content: t("mapping.imports.undo"),
          destructive: true,
          onAction: () => {
            if (asked) onUndo(asked.importId);
            close();
          },
        }}
        secondaryActions={[{ content: t("actions.cancel"), onAction: close }]}
      >
        <Modal.Section>
          <Text as="p">{t("mapping.imports.undoConsequence", { file: asked?.fileName ?? "" })}</Text>
        </Modal.Section>
      </Modal>
    </Card>
  );
}

function PastImportRow({ past, undoing, onUndo }: { past: PastImport; undoing: boolean; onUndo: () => void }) {
  const formats = useShopFormats();
  const { t } = formats;
  const { fileName, actor, appliedAt, undoneAt, summary, undoable } = past;
  return (
    <InlineStack align="space-between" blockAlign="start" gap="300" wrap={false}>
      <BlockStack gap="050">
        <InlineStack gap="200" align="start">
          <Text as="h3" fontWeight="medium" breakWord>
            {fileName}
          </Text>
          {undoneAt !== null && <Badge>{t("mapping.imports.undone")}</Badge>}
        </InlineStack>
        <Text as="p" tone="subdued" variant="bodySm">
          {`${nameOfActor(actor, formats.t)}, ${formats.instant(appliedAt)}`}
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
            {t("actions.undo")}
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
function describeCounts({ added, changed, removed }: Counts, { t, quantity }: ShopFormats): string {
  return t("mapping.imports.applied", {
    added: quantity(added),
    changed: quantity(changed),
    removed: quantity(removed),
  });
}

function describeUndo(past: PastImport, formats: ShopFormats): string {
  const sentences = [describeWhenUndone(past, formats), describeKept(past, formats)];
  return sentences.filter((sentence) => sentence !== null).join(" ");
}

function describeWhenUndone(
  { undoneAt, summary: { undoneBy } }: PastImport,
  { t, instant }: ShopFormats,
): string | null {
  if (undoneAt === null) return null;
  const when = instant(undoneAt);
  if (!undoneBy) return t("mapping.imports.undoneAt", { when });
  return t("mapping.imports.undoneBy", { who: nameOfActor(undoneBy, t), when });
}

function describeKept({ summary: { undone } }: PastImport, { t, quantity }: ShopFormats): string {
  if (!undone || undone.kept === 0) return t("mapping.imports.asBefore");
  const { kept, keptItems } = undone;
  const items = { count: kept, written: quantity(kept), items: keptItems.join(", ") };
  const more = kept - keptItems.length;
  return more > 0
    ? t("mapping.imports.keptAndMore", { ...items, more: quantity(more) })
    : t("mapping.imports.kept", items);
}
