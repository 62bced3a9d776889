import { useFetcher } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { useEffect, useMemo, useState } from "react";
import { AuditTrailCard } from "~/components/audit-trail-card";
import { MadeTokenCard } from "~/components/tokens/made-token-card";
import { NewTokenCard } from "~/components/tokens/new-token-card";
import { TokenListCard } from "~/components/tokens/token-list-card";
import { describeTokenChange, NEW_TOKEN, type TokenFormTexts } from "~/components/tokens/token-texts";
import type { ApiTokenReport } from "~/reports/api-token-report";
import type { action } from "../app.settings_.tokens";
import { useEditsUntilSaved } from "../item-policies/use-edits-until-saved";

/** The shop's API tokens: made, shown once, listed, revoked. */
export function TokensPage({ report }: { report: ApiTokenReport }) {
  const creation = useCreation();
  const revocation = useRevocation();
  return (
    <Page
      title="API tokens"
      subtitle="With a token, scripts, spreadsheets and assistants get the same rows as this app, for this shop alone."
      backAction={{ content: "Settings", url: "/app/settings" }}
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
          title="Changes of tokens"
          emptyText="No token has been made or revoked yet."
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
  const fetcher = useFetcher<typeof action>();
  const result = fetcher.data;
  useEffect(() => {
    if (result?.kind === "revoked") window.shopify.toast.show("Token revoked");
  }, [result]);
  return {
    failure: result?.kind === "not-valid-any-more" ? "Somebody else revoked this token meanwhile." : undefined,
    revoking: fetcher.state !== "idle",
    onRevoke: (tokenId: string) => {
      fetcher.submit({ intent: "revoke", tokenId }, { method: "POST" });
    },
  };
}
