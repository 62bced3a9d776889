import { BlockStack, Button, Card, ChoiceList, Form, FormLayout, Select, Text, TextField } from "@shopify/polaris";
import { useEffect, useRef } from "react";
import type { TokenRights } from "~/reports/api-token-report";
import { endsFor, RIGHTS_WORDS, type TokenFormErrors, type TokenFormTexts } from "./token-texts";

interface NewTokenCardProps {
  texts: TokenFormTexts;
  errors: TokenFormErrors;
  onChange: (changes: Partial<TokenFormTexts>) => void;
  onCreate: () => void;
  creating: boolean;
}

const RIGHTS_CHOICES: { value: TokenRights; label: string; helpText: string }[] = [
  { value: "read", label: RIGHTS_WORDS.read, helpText: "For scripts and assistants that fetch lists and plans." },
  {
    value: "write",
    label: RIGHTS_WORDS.write,
    helpText: "For assistants that may also set terms of items and assign vendors.",
  },
  {
    value: "link",
    label: RIGHTS_WORDS.link,
    helpText:
      "For spreadsheets that can fetch an address alone, such as IMPORTDATA. Everybody who sees the address can read the reorder list, and nothing else.",
  },
];

/** Makes a token. Errors stand at their fields, and the first of them gets the focus. */
export function NewTokenCard({ texts, errors, onChange, onCreate, creating }: NewTokenCardProps) {
  const form = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (Object.keys(errors).length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [errors]);

  return (
    <Card>
      <div ref={form}>
        <Form onSubmit={onCreate} noValidate>
          <BlockStack gap="400">
            <Text as="h2" variant="headingMd">
              New token
            </Text>
            <FormLayout>
              <TextField
                name="name"
                label="Name"
                helpText="What it is for, such as “nightly export”, so that you know later whether it is still needed."
                autoComplete="off"
                maxLength={100}
                value={texts.name}
                onChange={(name) => {
                  onChange({ name });
                }}
                disabled={creating}
                {...(errors.name !== undefined && { error: errors.name })}
              />
              <ChoiceList
                title="Rights"
                choices={RIGHTS_CHOICES}
                selected={[texts.rights]}
                onChange={([rights]: TokenRights[]) => {
                  if (rights !== undefined) onChange({ rights, days: daysFor(rights, texts.days) });
                }}
                disabled={creating}
                {...(errors.rights !== undefined && { error: errors.rights })}
              />
              <Select
                name="days"
                label="Holds for"
                options={endsFor(texts.rights)}
                value={texts.days}
                onChange={(days) => {
                  onChange({ days });
                }}
                disabled={creating}
                {...(errors.days !== undefined && { error: errors.days })}
              />
              <Button submit variant="primary" loading={creating}>
                Create token
              </Button>
            </FormLayout>
          </BlockStack>
        </Form>
      </div>
    </Card>
  );
}

/** What was chosen, or the longest time that there is for these rights. */
function daysFor(rights: TokenRights, days: string): string {
  const ends = endsFor(rights);
  return ends.some(({ value }) => value === days) ? days : (ends.at(-1)?.value ?? days);
}
