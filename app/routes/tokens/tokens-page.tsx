import { useFetcher } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { useEffect, useMemo, useState } from "react";
import { AuditTrailCard } from "~/components/audit-trail-card";
import { MadeTokenCard } from "~/components/tokens/made-token-card";
import { NewTokenCard } from "~/components/tokens/new-token-card";
import { TokenListCard } from "~/components/tokens/token-list-card";
import { describeTokenChange, NEW_TOKEN, type TokenFormTexts } from "~/components/tokens/token-texts";
import { useEditsUntilSaved } from "~/components/use-edits-until-saved";
import type { ApiTokenReport } from "~/reports/api-token-report";
import { useWords } from "~/words/words-context";
import type { action } from "../app.settings_.tokens";

/** The shop's API tokens: made, shown once, listed, revoked. */
export function TokensPage({ report }: { report: ApiTokenReport }) {
  const { t } = useWords();
  const creation = useCreation();
  const revocation = useRevocation();
  return (
    <Page
      title={t("tokens.title")}
      subtitle={t("tokens.subtitle")}
      backAction={{ content: t("navigation.settings"), url: "/app/settings" }}
    >
      <BlockStack gap="400">
        {creation.unkept.map((made) => (
          <MadeTokenCard
            key={made.text}
            {...made}
            onDone={() => {
              creation.forget(made);
            }}
          />
        ))}
        <TokenListCard tokens={report.tokens} {...revocation} />
        <NewTokenCard {...creation.form} />
        <AuditTrailCard
          title={t("tokens.change.title")}
          emptyText={t("tokens.change.none")}
          entries={report.entries}
          describe={describeTokenChange}
        />
      </BlockStack>
    </Page>
  );
}

type MadeToken = Extract<Awaited<ReturnType<typeof action>>, { kind: "created" }>["made"];

/** The form, and the tokens that were made of it until their owner has kept them: no reload brings their texts back. */
function useCreation() {
  const fetcher = useFetcher<typeof action>();
  const result = fetcher.data;
  const { edits, setEdits } = useEditsUntilSaved<TokenFormTexts>(result, "created");
  const texts = { ...NEW_TOKEN, ...edits };
  // Whatever else is sent meanwhile, since it is shown once.
  const [unkept, setUnkept] = useState<MadeToken[]>([]);
  const made = result?.kind === "created" ? result.made : undefined;
  const [lastMade, setLastMade] = useState<MadeToken>();
  if (made && made !== lastMade) {
    setLastMade(made);
    setUnkept([...unkept, made]);
  }
  const errors = useMemo(() => (result?.kind === "invalid" ? result.errors : {}), [result]);

  return {
    unkept,
    forget: (kept: MadeToken) => {
      setUnkept((all) => all.filter((one) => one !== kept));
    },
    form: {
      texts,
      errors,
      onChange: (changes: Partial<TokenFormTexts>) => {
        setEdits({ ...edits, ...changes });
      },
      onCreate: () => {
        fetcher.submit({ intent: "create", ...texts }, { method: "POST" });
      },
      creating: fetcher.state !== "idle",
    },
  };
}

function useRevocation() {
  const { t } = useWords();
  const fetcher = useFetcher<typeof action>();
  const result = fetcher.data;
  useEffect(() => {
    if (result?.kind === "revoked") window.shopify.toast.show(t("tokens.revoke.done"));
  }, [result, t]);
  return {
    failure: result?.kind === "not-valid-any-more" ? t("tokens.revoke.tooLate") : undefined,
    revoking: fetcher.state !== "idle",
    onRevoke: (tokenId: string) => {
      fetcher.submit({ intent: "revoke", tokenId }, { method: "POST" });
    },
  };
}
