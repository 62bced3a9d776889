import { BlockStack, Button, Card, InlineStack, Modal, Text } from "@shopify/polaris";
import { useState } from "react";
import type { VendorUses } from "~/reports/vendor-details";
import { countOf, useShopFormats, type ShopFormats } from "./shop-formats";

interface RetireVendorCardProps {
  name: string;
  uses: VendorUses;
  canBeDeleted: boolean;
  /** ISO 8601; null while it is not archived. */
  archivedAt: string | null;
  /** Whether one of these is under way. */
  busy: boolean;
  onMerge: () => void;
  onArchive: () => void;
  onRestore: () => void;
  onDelete: () => void;
}

/** What to do with a vendor that is to be one no more: it is merged, archived, or deleted if nothing refers to it. */
export function RetireVendorCard(props: RetireVendorCardProps) {
  const formats = useShopFormats();
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {props.archivedAt === null ? "Merge, archive or delete" : "Archived"}
        </Text>
        <Text as="p">{describeState(props, formats)}</Text>
        <InlineStack gap="200">
          <Button onClick={props.onMerge} disabled={props.busy}>
            Merge into another vendor…
          </Button>
          {props.archivedAt === null ? (
            <Button onClick={props.onArchive} disabled={props.busy}>
              Archive
            </Button>
          ) : (
            <Button onClick={props.onRestore} disabled={props.busy}>
              Restore
            </Button>
          )}
          {props.canBeDeleted && <DeleteButton {...props} />}
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

function describeState({ name, uses, canBeDeleted, archivedAt }: RetireVendorCardProps, formats: ShopFormats): string {
  if (canBeDeleted)
    return `Nothing refers to ${name}: it supplies no SKU, and no product in Shopify names it. So it can be deleted.`;
  const reason = `${capitalize(describeUses(uses, formats))}, so it can’t be deleted`;
  return archivedAt === null
    ? `${reason}. An archived vendor is not offered any more when SKUs are assigned; what it supplies stays.`
    : `Since ${formats.instant(archivedAt)} it is not offered when SKUs are assigned; what it supplies stays. ${reason}.`;
}

/** "12 SKUs are ordered from it, it could supply 3 others, and products in Shopify name it". */
function describeUses({ preferredSkus, otherSkus, inShopify }: VendorUses, { quantity }: ShopFormats): string {
  const clauses = [
    preferredSkus > 0 &&
      `${countOf(preferredSkus, "SKU", quantity(preferredSkus))} ${preferredSkus === 1 ? "is" : "are"} ordered from it`,
    otherSkus > 0 && `it is another source of ${countOf(otherSkus, "SKU", quantity(otherSkus))}`,
    inShopify && "products in Shopify name it as their vendor",
  ].filter((clause) => clause !== false);
  return clauses.length < 2 ? clauses.join("") : `${clauses.slice(0, -1).join(", ")} and ${clauses.at(-1) ?? ""}`;
}

function capitalize(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function DeleteButton({ name, busy, onDelete }: RetireVendorCardProps) {
  const [isAsking, setAsking] = useState(false);
  const close = () => {
    setAsking(false);
  };
  return (
    <>
      <Button
        tone="critical"
        disabled={busy}
        onClick={() => {
          setAsking(true);
        }}
      >
        Delete…
      </Button>
      <Modal
        open={isAsking}
        onClose={close}
        title={`Delete ${name}?`}
        primaryAction={{
          content: "Delete vendor",
          destructive: true,
          loading: busy,
          onAction: () => {
            close();
            onDelete();
          },
        }}
        secondaryActions={[{ content: "Cancel", onAction: close }]}
      >
        <Modal.Section>
          <Text as="p">Its details, terms and names go. This can’t be undone.</Text>
        </Modal.Section>
      </Modal>
    </>
  );
}
