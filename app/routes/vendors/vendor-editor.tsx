import type { useFetcher } from "@remix-run/react";
import { SaveBar } from "@shopify/app-bridge-react";
import { Banner, BlockStack, Text } from "@shopify/polaris";
import { useMemo, type ReactNode } from "react";
import { ChangedMeanwhile } from "~/components/changed-meanwhile";
import { describeVendorChange } from "~/components/vendor-changes";
import { VendorForm } from "~/components/vendor-form";
import type { VendorErrors, VendorField, VendorTexts } from "~/components/vendor-texts";
import { useEditsUntilSaved } from "~/components/use-edits-until-saved";
import type { VendorDefaults } from "~/reports/vendor-details";
import type { Words } from "~/words/words";
import { useWords } from "~/words/words-context";
import type { saveVendor } from "./save-vendor.server";

/** What became of a form that was sent. */
type VendorSaveResult = ReturnType<typeof useFetcher<typeof saveVendor>>["data"];

interface VendorEditorProps {
  /** What is stored, or an empty form. */
  stored: VendorTexts;
  defaults: VendorDefaults;
  otherNames: readonly string[];
  result: VendorSaveResult;
  saving: boolean;
  onSave: (texts: VendorTexts) => void;
  /** What else can be done about a name that another vendor has. */
  nameAction?: (owner: { vendorId: string; name: string }) => { content: string; onAction: () => void };
}

/** The form of a vendor with its save bar, and why it was not saved. */
export function VendorEditor(props: VendorEditorProps) {
  const { stored, result, saving, nameAction } = props;
  const { t } = useWords();
  const { edits, setEdits } = useEditsUntilSaved<VendorTexts>(saving ? undefined : result);
  const texts = { ...stored, ...edits };
  const isChanged = (Object.keys(stored) as VendorField[]).some((field) => texts[field] !== stored[field]);
  const refusal = isChanged ? result : undefined;
  const errors = useMemo(() => errorsOf(refusal, t), [refusal, t]);
  const save = () => {
    props.onSave(texts);
  };
  return (
    <BlockStack gap="400">
      <SaveBar id="vendor-save-bar" open={isChanged}>
        <button type="button" variant="primary" onClick={save} disabled={saving} {...(saving && { loading: "" })}>
          {t("actions.save")}
        </button>
        <button
          type="button"
          onClick={() => {
            setEdits({});
          }}
          disabled={saving}
        >
          {t("actions.discard")}
        </button>
      </SaveBar>
      <Refusal result={refusal} nameAction={nameAction} />
      <VendorForm
        texts={texts}
        errors={errors}
        defaults={props.defaults}
        otherNames={props.otherNames}
        onChange={(changes) => {
          setEdits({ ...edits, ...changes });
        }}
        onSubmit={save}
        disabled={saving}
      />
    </BlockStack>
  );
}

function errorsOf(result: VendorSaveResult, t: Words["t"]): VendorErrors {
  if (result?.kind !== "invalid") return {};
  const { errors, nameOwner } = result;
  if (nameOwner === null) return errors;
  return { ...errors, name: t("vendors.editor.nameIsAnothers", { name: nameOwner.name }) };
}

type RefusalProps = Pick<VendorEditorProps, "result"> & { nameAction: VendorEditorProps["nameAction"] | undefined };

function Refusal({ result, nameAction }: RefusalProps): ReactNode {
  const { t } = useWords();
  if (result?.kind === "stale") {
    return <ChangedMeanwhile subject="vendor" entries={result.entries} describe={describeVendorChange} />;
  }
  if (result?.kind === "unknown-vendor") {
    return (
      <Banner tone="critical" title={t("vendors.nothingSaved")}>
        <Text as="p">{t("vendors.editor.noSuchVendor")}</Text>
      </Banner>
    );
  }
  if (result?.kind !== "invalid") return null;
  const { nameOwner } = result;
  if (nameOwner === null) {
    return (
      <Banner tone="critical" title={t("vendors.nothingSaved")}>
        <Text as="p">{t("vendors.editor.correctFields")}</Text>
      </Banner>
    );
  }
  return (
    <Banner
      tone="critical"
      title={t("vendors.editor.nameTaken", { name: nameOwner.name })}
      action={{
        content: t("vendors.editor.see", { name: nameOwner.name }),
        url: `/app/vendors/${nameOwner.vendorId}/details`,
      }}
      {...(nameAction && { secondaryAction: nameAction(nameOwner) })}
    >
      <Text as="p">{t("vendors.editor.namesAreOne")}</Text>
    </Banner>
  );
}
