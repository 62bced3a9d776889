import { Banner, BlockStack, Card, DropZone, InlineStack, Spinner, Text } from "@shopify/polaris";
import { useState } from "react";
import { countOf, useShopFormats } from "../shop-formats";

interface MappingUploadCardProps {
  /** A larger file is not sent at all. */
  mostMegabytes: number;
  /** Rows read so far of the file that is coming in; null when none is. */
  rowsRead: number | null;
  /** Why nothing can be uploaded now. */
  blocked: string | null;
  /** What became of the last upload, if it could not be read. */
  refusal: { title: string; reason: string } | null;
  onUpload: (file: File) => void;
}

/** Takes a file in. */
export function MappingUploadCard({ mostMegabytes, rowsRead, blocked, refusal, onUpload }: MappingUploadCardProps) {
  const { quantity } = useShopFormats();
  const [tooLarge, setTooLarge] = useState<string>();
  const upload = (files: File[]) => {
    const [file] = files;
    if (!file) return;
    const isTooLarge = file.size > mostMegabytes * 1024 * 1024;
    setTooLarge(isTooLarge ? file.name : undefined);
    if (!isTooLarge) onUpload(file);
  };
  const failure =
    tooLarge === undefined
      ? refusal
      : {
          title: `${tooLarge} was not uploaded`,
          reason: `It is larger than ${mostMegabytes} MB. Split it into parts.`,
        };
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Upload
          </Text>
          <Text as="p" tone="subdued">
            Nothing changes yet: you see first what would change, and what is wrong. Up to 100,000 rows and{" "}
            {mostMegabytes} MB, as CSV UTF-8 or Unicode text, separated by commas, semicolons or tabs.
          </Text>
        </BlockStack>
        {failure && rowsRead === null && (
          <Banner tone="critical" title={failure.title}>
            <Text as="p" breakWord>
              {failure.reason}
            </Text>
          </Banner>
        )}
        {rowsRead === null ? (
          <DropZone
            label="Mapping file"
            labelHidden
            allowMultiple={false}
            disabled={blocked !== null}
            onDropAccepted={upload}
            variableHeight
          >
            <DropZone.FileUpload actionTitle="Choose file" actionHint="or drop it here" />
          </DropZone>
        ) : (
          <InlineStack gap="200" blockAlign="center">
            <Spinner size="small" accessibilityLabel="Reading the file" />
            <div role="status">
              <Text as="p">Reading and checking the file…</Text>
            </div>
            {rowsRead > 0 && (
              <Text as="p" tone="subdued" numeric>
                {countOf(rowsRead, "row", quantity(rowsRead))}
              </Text>
            )}
          </InlineStack>
        )}
        {blocked !== null && (
          <Text as="p" tone="subdued">
            {blocked}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}
