import { BlockStack, Button, Collapsible, InlineStack } from "@shopify/polaris";
import { useId, useState, type ReactNode } from "react";
import { useWords } from "~/words/words-context";

interface DataDisclosureProps {
  /** What the data are of, for who hears the button by itself. */
  of: string;
  /** The data, made when they are asked for. */
  children: () => ReactNode;
}

/** The figures behind a picture, for who wants them exactly or reads tables better than pictures. */
export function DataDisclosure({ of, children }: DataDisclosureProps) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const { t } = useWords();
  return (
    <BlockStack gap="200">
      <InlineStack>
        <Button
          variant="plain"
          disclosure={isOpen ? "up" : "down"}
          ariaExpanded={isOpen}
          ariaControls={id}
          accessibilityLabel={t(isOpen ? "charts.data.hideOf" : "charts.data.showOf", { of })}
          onClick={() => {
            setOpen(!isOpen);
          }}
        >
          {t(isOpen ? "charts.data.hide" : "charts.data.show")}
        </Button>
      </InlineStack>
      <Collapsible id={id} open={isOpen}>
        {isOpen && children()}
      </Collapsible>
    </BlockStack>
  );
}
