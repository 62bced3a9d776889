import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import type { TestOutcome } from "~/sync/alerts/send-test";
import type { Words } from "~/words/words";
import { useWords } from "~/words/words-context";
import type { action } from "../app.alerts";

/** Sends a test, and says what became of it. */
export function useTest() {
  const { t } = useWords();
  const fetcher = useFetcher<typeof action>();
  const result = fetcher.data;
  const [forgotten, setForgotten] = useState<typeof result>();
  const failure = result?.kind === "tested" && result !== forgotten ? describeFailure(result.outcome, t) : null;
  const hasArrived = result?.kind === "tested" && failure === null;
  useEffect(() => {
    if (hasArrived) window.shopify.toast.show(t("alerts.test.sent"));
  }, [result, hasArrived, t]);
  return {
    failure,
    isUnderWay: fetcher.state !== "idle",
    send: (channel: "email" | "webhook") => {
      fetcher.submit({ intent: "test", channel }, { method: "POST" });
    },
    forget: () => {
      setForgotten(result);
    },
  };
}

/** null for a test that has arrived. */
function describeFailure(outcome: TestOutcome, t: Words["t"]): string | null {
  if (outcome.kind === "no-channel") return t("alerts.test.noChannel");
  if (outcome.kind === "too-many") return t("alerts.test.tooMany");
  const failed = outcome.outcomes.flatMap(({ channel, outcome: one }) =>
    one.kind === "sent" ? [] : [{ channel, ...one }],
  );
  if (failed.length === 0) return null;
  return failed
    .map(({ channel, fault, detail }) => {
      const answer = detail === null ? "" : ` ${t("alerts.answer", { detail })}`;
      const words = `${t(`alerts.faults.${fault}`)}${answer}`;
      return channel.kind === "email" ? `${channel.recipient}: ${words}` : words;
    })
    .join(" ");
}
