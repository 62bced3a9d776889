import { useFetcher } from "@remix-run/react";
import { Modal, Text } from "@shopify/polaris";
import { useEffect, useState, type ReactNode } from "react";
import { useShopFormats } from "~/components/shop-formats";
import { useUpdateHold } from "~/components/update-hold";
import type { action } from "../app.order-edits";

/** Lets all suggestions of an order hold again, once that was confirmed: what was entered can't be brought back. */
export function useResetOrder(vendorId: string, editedLines: number): { open: () => void; modal: ReactNode } {
  const fetcher = useFetcher<typeof action>();
  const { quantity } = useShopFormats();
  const [isOpen, setIsOpen] = useState(false);
  useUpdateHold(isOpen);
  const written = editedLines === 1 ? "1 quantity" : `${quantity(editedLines)} quantities`;

  useEffect(() => {
    if (fetcher.data?.kind === "reset") window.shopify.toast.show("The order follows the suggestions again.");
  }, [fetcher.data]);

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
        title={`Reset ${written}?`}
        primaryAction={{
          content: "Reset to suggestions",
          destructive: true,
          onAction: () => {
            fetcher.submit({ intent: "reset-order", vendorId }, { method: "POST", action: "/app/order-edits" });
            close();
          },
        }}
        secondaryActions={[{ content: "Cancel", onAction: close }]}
      >
        <Modal.Section>
          <Text as="p">The order becomes what the plan suggests. What was entered by hand, by anybody, is lost.</Text>
        </Modal.Section>
      </Modal>
    ),
  };
}
