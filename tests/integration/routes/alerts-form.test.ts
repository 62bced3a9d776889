import { describe, expect, it } from "vitest";
import { parseAlertsForm } from "~/routes/alerts/parse-alerts-form.server";
import { wordsOf } from "~/words/all-words.server";

/** The form as the page sends it. */
function alertsForm(changes: Record<string, string | null> = {}): FormData {
  const form = new FormData();
  const texts = {
    statuses: "out-of-stock",
    emails: "",
    frequency: "daily",
    dailyAt: "08:00",
    quietFrom: "20:00",
    quietTo: "07:00",
    language: "en",
    webhookAddress: "",
    ...changes,
  };
  for (const [name, text] of Object.entries(texts)) if (text !== null) form.append(name, text);
  return form;
}

const parse = (changes: Record<string, string | null> = {}, language: "en" | "de" = "en") =>
  parseAlertsForm(alertsForm(changes), wordsOf(language).t);

describe("parseAlertsForm", () => {
  it("leaves the webhook as it is where no address is typed, and quiet hours out where they are not ticked", () => {
    expect(parse()).toMatchObject({
      ok: true,
      wanted: { settings: { quietHours: null, vendorIds: null, showsOnHome: false }, webhook: { kind: "kept" } },
    });
  });

  it("takes addresses as people copy them, each once", () => {
    expect(parse({ emails: " a@example.com;\nb@example.com, a@example.com " })).toMatchObject({
      wanted: { settings: { emails: ["a@example.com", "b@example.com"] } },
    });
  });

  it("asks for no time of day where digests go at once", () => {
    expect(parse({ frequency: "at-once", dailyAt: "" })).toMatchObject({
      ok: true,
      wanted: { settings: { frequency: "at-once", dailyAt: "08:00" } },
    });
  });

  it.each([
    ["no address", { emails: "buyer" }, { emails: "Must be email addresses, one a line." }],
    [
      "a header in an address",
      { emails: "a@example.com\r\nBcc:x@example.com" },
      { emails: expect.any(String) as string },
    ],
    [
      "more than ten addresses",
      { emails: Array.from({ length: 11 }, (_, index) => `a${index}@example.com`).join("\n") },
      { emails: "Must be at most 10 addresses." },
    ],
    ["no state", { statuses: null }, { statuses: "Must be at least one." }],
    ["no time of a daily digest", { dailyAt: "" }, { dailyAt: "Must be a time of day, such as 08:00." }],
    [
      "quiet hours without an end",
      { hasQuietHours: "on", quietTo: "20:00" },
      { quietTo: "Must be another time than the one before it." },
    ],
    ["vendors, but none", { choosesVendors: "on" }, { vendorIds: "Must be at least one." }],
    ["a language that there is not", { language: "xx" }, { language: "Must be one of the choices." }],
    ...["http://hooks.slack.com/x", "ftp://example.com", "hooks.slack.com", "https://user:secret@example.com/"].map(
      (webhookAddress): [string, Record<string, string | null>, object] => [
        `the webhook address ${webhookAddress}`,
        { webhookAddress },
        { webhookAddress: "Must be an address that begins with https://." },
      ],
    ),
  ])("refuses %s", (_what, changes: Record<string, string | null>, errors) => {
    expect(parse(changes)).toEqual({ ok: false, errors });
  });

  it("says what is wrong in the merchant's language", () => {
    expect(parse({ emails: "buyer" }, "de")).toEqual({
      ok: false,
      errors: { emails: "Müssen E-Mail-Adressen sein, eine je Zeile." },
    });
  });
});
