import { Banner, BlockStack, Button, InlineStack, Text, TextField } from "@shopify/polaris";
import { useEffect, useRef, useState } from "react";

interface MadeTokenCardProps {
  name: string;
  text: string;
  /** Of the CSV, with the token in it; null for a token that belongs into a header. */
  address: string | null;
  onDone: () => void;
}

/** The text of a token that was just made, which is shown this once. */
export function MadeTokenCard({ name, text, address, onDone }: MadeTokenCardProps) {
  const place = useRef<HTMLDivElement>(null);

  useEffect(() => {
    place.current?.querySelector("input")?.focus();
  }, [text]);

  return (
    <div ref={place}>
      <Banner tone="warning" title={`Copy “${name}” now: it is not shown again`}>
        <BlockStack gap="300">
          <Text as="p">
            {address === null
              ? "Keep it where your script keeps its secrets. Whoever has it can do what it may do, until you revoke it."
              : "Whoever has this address can read the reorder list, until the token ends or you revoke it."}
          </Text>
          <CopiedText label={address === null ? "Token" : "Address of the CSV"} text={address ?? text} />
          {address !== null && <CopiedText label="In a sheet" text={`=IMPORTDATA("${address}")`} />}
          <InlineStack>
            <Button onClick={onDone}>I have kept it</Button>
          </InlineStack>
        </BlockStack>
      </Banner>
    </div>
  );
}

/** A text with a button that copies it; where the browser does not allow that, it is selected to be copied by hand. */
function CopiedText({ label, text }: { label: string; text: string }) {
  const place = useRef<HTMLDivElement>(null);
  const [refused, setRefused] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      window.shopify.toast.show("Copied");
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
          <Button accessibilityLabel={`Copy “${label}”`} onClick={() => void copy()}>
            Copy
          </Button>
        }
        {...(refused && { helpText: "Your browser lets nobody copy for you: it is selected, so press Ctrl+C or ⌘C." })}
      />
    </div>
  );
}
