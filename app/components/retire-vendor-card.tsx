import { BlockStack, Button, Card, InlineStack, Modal, Text } from "@shopify/polaris";
import { useState } from "react";
import type { VendorUses } from "~/reports/vendor-details";
import { useShopFormats, type ShopFormats } from "./shop-formats";

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
  const { t } = formats;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t(props.archivedAt === null ? "vendors.retire.title" : "vendors.archived")}
        </Text>
        <Text as="p">{describeState(props, formats)}</Text>
        <InlineStack gap="200">
          <Button onClick={props.onMerge} disabled={props.busy}>
            {t("vendors.retire.merge")}
          </Button>
          {props.archivedAt === null ? (
            <Button onClick={props.onArchive} disabled={props.busy}>
              {t("vendors.retire.archive")}
            </Button>
          ) : (
            <Button onClick={props.onRestore} disabled={props.busy}>
              {t("vendors.retire.restore")}
            </Button>
          )}
          {props.canBeDeleted && <DeleteButton {...props} />}
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

function describeState({ name, uses, canBeDeleted, archivedAt }: RetireVendorCardProps, formats: ShopFormats): string {
  const { t } = formats;
  if (canBeDeleted) return t("vendors.retire.canBeDeleted", { name });
  const reason = capitalize(describeUses(uses, formats));
  return archivedAt === null
    ? t("vendors.retire.canBeArchived", { reason })
    : t("vendors.retire.isArchived", { since: formats.instant(archivedAt), reason });
}

/** "12 SKUs are ordered from it, it is another source of 3 SKUs and products in Shopify name it as their vendor". */
function describeUses({ preferredSkus, otherSkus, inShopify }: VendorUses, { t, quantity }: ShopFormats): string {
  const clauses = [
    preferredSkus > 0 && t("vendors.retire.preferredBy", { count: preferredSkus, written: quantity(preferredSkus) }),
    otherSkus > 0 && t("vendors.retire.otherSourceOf", { count: otherSkus, written: quantity(otherSkus) }),
    inShopify && t("vendors.retire.inShopify"),
  ].filter((clause) => clause !== false);
  const last = clauses.pop() ?? "";
  return clauses.length === 0 ? last : t("vendors.retire.andLast", { clauses: clauses.join(", "), last });
}

function capitalize(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function DeleteButton({ name, busy, onDelete }: RetireVendorCardProps) {
  const { t } = useShopFormats();
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
        {t("vendors.retire.delete")}
      </Button>
      <Modal
        open={isAsking}
        onClose={close}
        title={t("vendors.retire.deleteTitle", { name })}
        primaryAction={{
          content: t("vendors.retire.deleteVendor"),
          destructive: true,
          loading: busy,
          onAction: () => {
            close();
            onDelete();
          },
        }}
        secondaryActions={[{ content: t("actions.cancel"), onAction: close }]}
      >
        <Modal.Section>
          <Text as="p">{t("vendors.retire.deleteConsequence")}</Text>
        </Modal.Section>
      </Modal>
    </>
  );
}
