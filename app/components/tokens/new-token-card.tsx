import { BlockStack, Button, Card, ChoiceList, Form, FormLayout, Select, Text, TextField } from "@shopify/polaris";
import type { TokenRights } from "~/reports/api-token-report";
import { useWords } from "~/words/words-context";
import { useFaultFocus } from "../use-fault-focus";
import { endsFor, type TokenFormErrors, type TokenFormTexts } from "./token-texts";

interface NewTokenCardProps {
  texts: TokenFormTexts;
  errors: TokenFormErrors;
  onChange: (changes: Partial<TokenFormTexts>) => void;
  onCreate: () => void;
  creating: boolean;
}

const RIGHTS: readonly TokenRights[] = ["read", "write", "link"];

/** Makes a token. Errors stand at their fields, and the first of them gets the focus. */
export function NewTokenCard({ texts, errors, onChange, onCreate, creating }: NewTokenCardProps) {
  const { t } = useWords();
  const form = useFaultFocus(errors, creating);

  return (
    <Card>
      <div ref={form}>
        <Form onSubmit={onCreate} noValidate>
          <BlockStack gap="400">
            <Text as="h2" variant="headingMd">
              {t("tokens.new.title")}
            </Text>
            <FormLayout>
              <TextField
                name="name"
                label={t("tokens.new.name")}
                helpText={t("tokens.new.nameHelp")}
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
                title={t("tokens.new.rights")}
                choices={RIGHTS.map((rights) => ({
                  value: rights,
                  label: t(`tokens.rights.${rights}`),
                  helpText: t(`tokens.new.rightsHelp.${rights}`),
                }))}
                selected={[texts.rights]}
                onChange={([rights]: TokenRights[]) => {
                  if (rights !== undefined) onChange({ rights, days: daysFor(rights, texts.days) });
                }}
                disabled={creating}
                {...(errors.rights !== undefined && { error: errors.rights })}
              />
              <Select
                name="days"
                label={t("tokens.new.holdsFor")}
                options={endsFor(texts.rights).map((end) => ({ value: end, label: t(`tokens.new.end.${end}`) }))}
                value={texts.days}
                onChange={(days) => {
                  onChange({ days });
                }}
                disabled={creating}
                {...(errors.days !== undefined && { error: errors.days })}
              />
              <Button submit variant="primary" loading={creating}>
                {t("tokens.new.create")}
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
  return ends.some((end) => end === days) ? days : (ends.at(-1) ?? days);
}
