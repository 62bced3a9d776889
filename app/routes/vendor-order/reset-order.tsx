import { useFetcher } from "@remix-run/react";
import { Modal, Text } from "@shopify/polaris";
import { useEffect, useState, type ReactNode } from "react";
import { useShopFormats } from "~/components/shop-formats";
import { useUpdateHold } from "~/components/update-hold";
import type { action } from "../app.order-edits";

/** Lets all suggestions of an order hold again, once that was confirmed: what was entered can't be brought back. */
export function useResetOrder(vendorId: string, editedLines: number): { open: () => void; modal: ReactNode } {
  const fetcher = useFetcher<typeof action>();
  const { t, quantity } = useShopFormats();
  const [isOpen, setIsOpen] = useState(false);
  useUpdateHold(isOpen);

  useEffect(() => {
    if (fetcher.data?.kind === "reset") window.shopify.toast.show(t("vendorOrder.wasReset"));
  }, [fetcher.data, t]);

  const close = () => {
    setIsOpen(false);
  };
  return {
    open: () => {
      setIsOpen(true);
    },
    modal: (
      <Modal
        open={isOpen}
        onClose={close}
        title={t("vendorOrder.resetTitle", { count: editedLines, written: quantity(editedLines) })}
        primaryAction={{
          content: t("vendorOrder.reset"),
          destructive: true,
          onAction: () => {
            fetcher.submit({ intent: "reset-order", vendorId }, { method: "POST", action: "/app/order-edits" });
            close();
          },
        }}
        secondaryActions={[{ content: t("actions.cancel"), onAction: close }]}
      >
        <Modal.Section>
          <Text as="p">{t("vendorOrder.resetConsequence")}</Text>
        </Modal.Section>
      </Modal>
    ),
  };
}
