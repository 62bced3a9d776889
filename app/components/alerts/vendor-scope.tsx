import { BlockStack, ChoiceList, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import type { NO_VENDOR as NoVendor } from "~/reports/reorder-query";
import { foldText } from "~/words/fold-text";
import { useWords } from "~/words/words-context";
import type { AlertFieldsProps } from "./alerts-form";

/** For the SKUs that no vendor supplies. */
const NO_VENDOR: typeof NoVendor = "none";
/** Beyond this many, besides those that are chosen, it is quicker to type than to look. */
const MOST_OFFERED = 12;

interface VendorScopeProps extends AlertFieldsProps {
  vendors: readonly { vendorId: string; name: string }[];
}

/** Whose SKUs are told of. */
export function VendorScope({ vendors, ...fields }: VendorScopeProps) {
  const { t } = useWords();
  const { texts, onChange, disabled } = fields;
  return (
    <BlockStack gap="300">
      <ChoiceList
        title={t("alerts.what.vendors")}
        choices={[
          { value: "all", label: t("alerts.what.allVendors") },
          { value: "chosen", label: t("alerts.what.chosenVendors") },
        ]}
        selected={[texts.choosesVendors ? "chosen" : "all"]}
        onChange={([scope]) => {
          onChange({ choosesVendors: scope === "chosen" });
        }}
        disabled={disabled}
      />
      {texts.choosesVendors && <VendorChecklist vendors={vendors} {...fields} />}
    </BlockStack>
  );
}

/** Shows all that are chosen, also while one searches for others. Those that were so at first stand first; none moves when it is ticked. */
function VendorChecklist({ vendors, texts, errors, onChange, disabled }: VendorScopeProps) {
  const { t } = useWords();
  const [text, setText] = useState("");
  const [chosenAtFirst] = useState(texts.vendorIds);
  const wanted = foldText(text.trim());
  const all = [
    { value: NO_VENDOR, label: t("alerts.digest.noVendor") },
    ...vendors.map(({ vendorId, name }) => ({ value: vendorId, label: name })),
  ];
  const isFirst = ({ value }: { value: string }) => chosenAtFirst.includes(value);
  const isChosen = ({ value }: { value: string }) => texts.vendorIds.includes(value);
  const found = all.filter((choice) => !isChosen(choice) && foldText(choice.label).includes(wanted));
  const offered = new Set(found.slice(0, MOST_OFFERED));
  const shown = [...all.filter(isFirst), ...all.filter((choice) => !isFirst(choice))].filter(
    (choice) => isChosen(choice) || offered.has(choice),
  );
  return (
    <BlockStack gap="200">
      {all.length > MOST_OFFERED && <VendorSearch text={text} onChange={setText} />}
      <ChoiceList
        title={t("alerts.what.whichVendors")}
        allowMultiple
        choices={shown}
        selected={[...texts.vendorIds]}
        onChange={(vendorIds: string[]) => {
          onChange({ vendorIds });
        }}
        disabled={disabled}
        {...(errors.vendorIds !== undefined && { error: errors.vendorIds })}
      />
      {offered.size < found.length && (
        <Text as="p" tone="subdued">
          {t("alerts.what.moreVendors")}
        </Text>
      )}
    </BlockStack>
  );
}

function VendorSearch({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const { t } = useWords();
  return (
    // In a form's field, Enter would save the form.
    <div
      onKeyDown={(event) => {
        if (event.key === "Enter") event.preventDefault();
      }}
    >
      <TextField
        label={t("alerts.what.searchVendors")}
        labelHidden
        placeholder={t("alerts.what.searchVendors")}
        autoComplete="off"
        value={text}
        onChange={onChange}
      />
    </div>
  );
}
