import { Button, Form, InlineStack, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { roundOrderQuantity } from "~/planning/order-quantity";
import type { VendorOrderLine } from "~/reports/vendor-order";
import { describeEdit, describeRounding, nameOfLine } from "./order-line-words";
import { parseOrderQuantity } from "./order-quantity-text";
import { useShopFormats, type ShopFormats } from "./shop-formats";
import { useUpdateHold } from "./update-hold";
import styles from "./vendor-order.module.css";

export interface OrderQuantityFieldProps {
  line: VendorOrderLine;
  state: "idle" | "saving" | "saved";
  /** Why what was entered last was not stored. */
  problem?: string | undefined;
  /** Stores a quantity; null lets the suggestion hold again. */
  onSave: (wanted: number | null) => void;
}

/**
 * How much to order of a line. What is typed is saved when the field is left or Enter is pressed, rounded to what the vendor
 * sells at once, and the line says why it is more.
 */
export function OrderQuantityField({ line, state, problem, onSave }: OrderQuantityFieldProps) {
  const { text, setText, commit, error } = useTypedQuantity(line, state, onSave);
  const { t } = useShopFormats();
  const reset = () => {
    onSave(null);
  };
  return (
    <div className={styles.quantity}>
      <Form onSubmit={commit} noValidate>
        <TextField
          type="text"
          inputMode="numeric"
          label={t("vendorOrder.quantity.label", { line: nameOfLine(line) })}
          labelHidden
          align="right"
          autoComplete="off"
          value={text ?? String(line.quantity)}
          onChange={setText}
          onBlur={commit}
          {...(error !== undefined && { error })}
        />
      </Form>
      <QuantityNotes line={line} state={state} problem={problem} typed={error === undefined ? text : undefined} />
      {line.edit !== null && text === undefined && (
        <Button
          variant="plain"
          size="micro"
          onClick={reset}
          disabled={state === "saving"}
          accessibilityLabel={t("vendorOrder.quantity.resetOf", { line: nameOfLine(line) })}
        >
          {t("vendorOrder.quantity.reset")}
        </Button>
      )}
    </div>
  );
}

/** What is typed over the line's quantity, until the line comes back as it was stored. */
function useTypedQuantity(
  line: VendorOrderLine,
  state: OrderQuantityFieldProps["state"],
  onSave: OrderQuantityFieldProps["onSave"],
) {
  const { t } = useShopFormats();
  const [text, setText] = useState<string>();
  const [submitted, setSubmitted] = useState<string>();
  const [seenLine, setSeenLine] = useState(line);
  if (line !== seenLine) {
    setSeenLine(line);
    // What was typed while the answer was under way is newer than it.
    if (text === submitted) setText(undefined);
    setSubmitted(undefined);
  }
  useUpdateHold(text !== undefined);
  const parsed = parseOrderQuantity(text ?? "", t);

  const commit = () => {
    if (text === undefined || !parsed.ok || (state === "saving" && text === submitted)) return;
    if (parsed.wanted === line.quantity || (parsed.wanted === null && line.edit === null)) {
      setText(undefined);
      return;
    }
    setSubmitted(text);
    onSave(parsed.wanted);
  };
  return { text, setText, commit, error: parsed.ok ? undefined : parsed.error };
}

type QuantityNotesProps = Pick<OrderQuantityFieldProps, "line" | "state" | "problem"> & { typed: string | undefined };

function QuantityNotes({ line, state, problem, typed }: QuantityNotesProps) {
  const formats = useShopFormats();
  const notes = typed === undefined ? describeEdit(line, formats) : previewOf(typed, line, formats);
  return (
    <div role="status">
      {problem !== undefined && (
        <Text as="p" variant="bodySm" tone="critical">
          {problem}
        </Text>
      )}
      {notes.map((note) => (
        <Text key={note} as="p" variant="bodySm" tone="subdued">
          {note}
        </Text>
      ))}
      <InlineStack>
        {state === "saving" && (
          <Text as="span" variant="bodySm" tone="subdued">
            {formats.t("vendorOrder.quantity.saving")}
          </Text>
        )}
        {state === "saved" && typed === undefined && (
          <Text as="span" variant="bodySm" tone="success">
            {formats.t("vendorOrder.quantity.saved")}
          </Text>
        )}
      </InlineStack>
    </div>
  );
}

/** What the typed quantity comes to, before it is saved. */
function previewOf(text: string, line: VendorOrderLine, formats: ShopFormats): string[] {
  const parsed = parseOrderQuantity(text, formats.t);
  if (!parsed.ok || parsed.wanted === null) return [];
  const reason = describeRounding(parsed.wanted, line, formats);
  if (reason === undefined) return [];
  const quantity = formats.quantity(roundOrderQuantity(parsed.wanted, line).quantity);
  return [formats.t("vendorOrder.quantity.becomes", { quantity, reason })];
}
