import { useFetcher } from "@remix-run/react";
import { useEffect } from "react";
import type { ChannelTest } from "~/components/alerts/alerts-form";
import type { TestOutcome } from "~/sync/alerts/send-test";
import type { Words } from "~/words/words";
import { useWords } from "~/words/words-context";
import type { action } from "../app.alerts";

/** Sends a test by one way, and says what became of it. */
export function useTest(channel: "email" | "webhook"): ChannelTest {
  const { t } = useWords();
  const fetcher = useFetcher<typeof action>();
  const result = fetcher.data;
  const failure = result?.kind === "tested" ? describeFailure(result.outcome, t) : null;
  const hasArrived = result?.kind === "tested" && failure === null;
  useEffect(() => {
    if (hasArrived) window.shopify.toast.show(t("alerts.test.sent"));
  }, [result, hasArrived, t]);
  const isUnderWay = fetcher.state !== "idle";
  return {
    failure: isUnderWay ? null : failure,
    isUnderWay,
    send: () => {
      fetcher.submit({ intent: "test", channel }, { method: "POST" });
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
