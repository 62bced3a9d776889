import { Banner, BlockStack, Card, DropZone, InlineStack, Spinner, Text } from "@shopify/polaris";
import { useState } from "react";
import { useShopFormats } from "../shop-formats";

interface MappingUploadCardProps {
  /** A larger file is not sent at all. */
  mostMegabytes: number;
  mostRows: number;
  /** Rows read so far of the file that is coming in; null when none is. */
  rowsRead: number | null;
  /** Why nothing can be uploaded now. */
  blocked: string | null;
  /** What became of the last upload, if it could not be read. */
  refusal: { title: string; reason: string } | null;
  onUpload: (file: File) => void;
}

/** Takes a file in. */
export function MappingUploadCard(props: MappingUploadCardProps) {
  const { mostMegabytes, mostRows, rowsRead, blocked, refusal, onUpload } = props;
  const { t, quantity } = useShopFormats();
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
          title: t("mapping.upload.tooLarge", { file: tooLarge }),
          reason: t("mapping.upload.tooLargeExplained", { megabytes: quantity(mostMegabytes) }),
        };
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("mapping.upload.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("mapping.upload.explanation", { rows: quantity(mostRows), megabytes: quantity(mostMegabytes) })}
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
            label={t("mapping.upload.label")}
            labelHidden
            allowMultiple={false}
            disabled={blocked !== null}
            onDropAccepted={upload}
            variableHeight
          >
            <DropZone.FileUpload actionTitle={t("mapping.upload.choose")} actionHint={t("mapping.upload.drop")} />
          </DropZone>
        ) : (
          <InlineStack gap="200" blockAlign="center">
            <Spinner size="small" accessibilityLabel={t("mapping.upload.readingFile")} />
            <div role="status">
              <Text as="p">{t("mapping.upload.reading")}</Text>
            </div>
            {rowsRead > 0 && (
              <Text as="p" tone="subdued" numeric>
                {t("mapping.rows", { count: rowsRead, written: quantity(rowsRead) })}
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
