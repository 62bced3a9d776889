import { pick } from "es-toolkit/object";
import { useState } from "react";
import type { SettingsFormValues } from "~/components/settings-form";
import { useEditsUntilSaved } from "~/components/use-edits-until-saved";
import type { SettingsAnswer } from "./save-settings-form.server";
import { differingValues, writeSeen } from "./settings-texts";

type FieldName = keyof SettingsFormValues;

interface SettingsEdits {
  values: SettingsFormValues;
  isChanged: boolean;
  /** Takes all that the form holds by now. */
  onChange: (values: SettingsFormValues) => void;
  discard: () => void;
  /** What was changed, and what it was changed from, as the page's action takes it. */
  toFormData: () => FormData;
}

/**
 * What is typed over the stored settings. The page reads them anew time and again, so that each edit keeps what it was typed over:
 * what somebody else has saved since is saved over only by who was told of it.
 *
 * @param answer what came of the latest saving; null where it got no answer
 */
export function useSettingsEdits(stored: SettingsFormValues, answer: SettingsAnswer | null | undefined): SettingsEdits {
  const { edits, setEdits } = useEditsUntilSaved<Record<"values" | "over", Partial<SettingsFormValues>>>(
    answer,
    "saved",
  );
  const [heard, setHeard] = useState(answer);
  if (answer !== undefined && answer !== heard) {
    setHeard(answer);
    if (answer?.kind === "invalid") setEdits({ ...edits, over: { ...edits.over, ...answer.overtaken } });
  }
  const values = { ...stored, ...edits.values };
  const changes = differingValues(values, stored);
  const names = Object.keys(changes) as FieldName[];
  return {
    values,
    isChanged: names.length > 0,
    onChange: (changed) => {
      // What is changed from here on is typed over what the page shows now.
      const over = { ...stored, ...pick(edits.over ?? {}, names) };
      setEdits({ values: differingValues(changed, stored), over });
    },
    discard: () => {
      setEdits({});
    },
    toFormData: () => toFormData(changes, { ...stored, ...edits.over }),
  };
}

function toFormData(changes: Partial<SettingsFormValues>, over: SettingsFormValues): FormData {
  const form = new FormData();
  for (const name of Object.keys(changes) as FieldName[]) {
    form.append("changed", name);
    form.set(`seen.${name}`, writeSeen(over[name]));
    for (const text of [changes[name] ?? []].flat()) form.append(name, text);
  }
  return form;
}
