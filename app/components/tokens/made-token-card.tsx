import { Banner, BlockStack, Button, InlineStack, Text, TextField } from "@shopify/polaris";
import { useEffect, useRef, useState } from "react";
import { useWords } from "~/words/words-context";

interface MadeTokenCardProps {
  name: string;
  text: string;
  /** Of the CSV, with the token in it; null for a token that belongs into a header. */
  address: string | null;
  onDone: () => void;
}

/** The text of a token that was just made, which is shown this once. */
export function MadeTokenCard({ name, text, address, onDone }: MadeTokenCardProps) {
  const { t } = useWords();
  const place = useRef<HTMLDivElement>(null);

  useEffect(() => {
    place.current?.querySelector("input")?.focus();
  }, [text]);

  return (
    <div ref={place}>
      <Banner tone="warning" title={t("tokens.made.title", { name })}>
        <BlockStack gap="300">
          <Text as="p">{t(address === null ? "tokens.made.secret" : "tokens.made.secretAddress")}</Text>
          <CopiedText
            label={t(address === null ? "tokens.made.token" : "tokens.made.address")}
            text={address ?? text}
          />
          {address !== null && <CopiedText label={t("tokens.made.inSheet")} text={`=IMPORTDATA("${address}")`} />}
          <InlineStack>
            <Button onClick={onDone}>{t("tokens.made.kept")}</Button>
          </InlineStack>
        </BlockStack>
      </Banner>
    </div>
  );
}

/** A text with a button that copies it; where the browser does not allow that, it is selected to be copied by hand. */
export function CopiedText({ label, text }: { label: string; text: string }) {
  const { t } = useWords();
  const place = useRef<HTMLDivElement>(null);
  const [refused, setRefused] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      window.shopify.toast.show(t("tokens.made.copied"));
    } catch {
      setRefused(true);
      place.current?.querySelector("input")?.select();
    }
  };
  return (
    <div ref={place}>
      <TextField
        label={label}
        value={text}
        readOnly
        monospaced
        selectTextOnFocus
        autoComplete="off"
        spellCheck={false}
        connectedRight={
          <Button accessibilityLabel={t("tokens.made.copyWhat", { what: label })} onClick={() => void copy()}>
            {t("tokens.made.copy")}
          </Button>
        }
        {...(refused && { helpText: t("tokens.made.copyYourself") })}
      />
    </div>
  );
}
