import { data } from "@remix-run/node";
import { z } from "zod";
import type { AlertFormErrors } from "~/components/alerts/alert-texts";
import { noteNewsSeen } from "~/data/alert-settings";
import { removeWebhook } from "~/data/alert-webhook";
import type { Actor } from "~/data/audit-entries";
import { changeAlerts, renewSecret, type AlertsSaving } from "~/sync/alerts/change-alerts";
import { sendTest, type TestOutcome } from "~/sync/alerts/send-test";
import type { Words } from "~/words/words";
import { parseAlertsForm } from "./parse-alerts-form.server";

const intentSchema = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("save"), seenEntryId: z.string().regex(/^\d{1,18}$/) }),
  z.object({ intent: z.literal("test"), channel: z.enum(["email", "webhook"]) }),
  z.object({ intent: z.literal("remove-webhook") }),
  z.object({ intent: z.literal("new-secret") }),
  z.object({ intent: z.literal("dismiss-news"), until: z.iso.datetime() }),
]);

/** What became of a form of the alerts' page, or of the news on the home page. */
export type AlertsAnswer =
  | { kind: "invalid"; errors: AlertFormErrors }
  | AlertsSaving
  | { kind: "tested"; outcome: TestOutcome }
  | { kind: "dismissed" };

interface Asker {
  actor: Actor;
  /** In whose words faults are told. */
  t: Words["t"];
  now: Date;
}

/** @throws a response of status 400 for a form that no page of the app sends */
export async function answerAlertsForm(shop: string, form: FormData, { actor, t, now }: Asker): Promise<AlertsAnswer> {
  const asked = intentSchema.safeParse(Object.fromEntries(form));
  if (!asked.success) throw data("The form asks for nothing that can be done to alerts", { status: 400 });
  const { intent } = asked.data;
  if (intent === "dismiss-news") {
    await noteNewsSeen(shop, new Date(asked.data.until));
    return { kind: "dismissed" };
  }
  if (intent === "test") return { kind: "tested", outcome: await sendTest(shop, asked.data.channel, now) };
  if (asked.data.intent === "save") {
    const parsed = parseAlertsForm(form, t);
    if (!parsed.ok) return { kind: "invalid", errors: parsed.errors };
    return changeAlerts(shop, { ...parsed.wanted, actor, seenEntryId: asked.data.seenEntryId }, now);
  }
  if (intent === "new-secret") return { kind: "saved", secret: await renewSecret(shop, actor) };
  await removeWebhook(shop, actor);
  return { kind: "saved", secret: null };
}
