import { describe, expect, it } from "vitest";
import { wordsOf } from "~/words/all-words.server";
import { wordFault } from "~/words/fault-words.server";
import { preferredLocale, wordsFor } from "~/words/request-language.server";
import { createWords, languageOf } from "~/words/words";

describe("languageOf", () => {
  it.each([
    ["de", "de"],
    ["de-AT", "de"],
    ["en-GB", "en"],
    ["fr", "en"],
    ["", "en"],
  ])("finds for %s the catalogue %s", (locale, language) => {
    expect(languageOf(locale)).toBe(language);
  });
});

describe("the words of a request", () => {
  const ask = (search: string, headers: Record<string, string> = {}) =>
    new Request(`http://localhost/app${search}`, { headers });

  it("follow the admin before the browser", () => {
    expect(preferredLocale(ask("?locale=de-DE", { "Accept-Language": "en-GB,en;q=0.9" }))).toBe("de-DE");
    expect(preferredLocale(ask("", { "Accept-Language": "de-CH,en;q=0.9" }))).toBe("de-CH");
  });

  it("are English where neither names a language that there is", () => {
    expect(preferredLocale(ask("?locale=%20nonsense"))).toBe("en");
    expect(wordsFor(ask("?locale=fr")).language).toBe("en");
  });
});

describe("a language's words", () => {
  it("choose the plural by count", () => {
    const { t } = wordsOf("de");
    expect([0, 1, 2].map((count) => t("counts.days", { count, written: String(count) }))).toEqual([
      "0 Tage",
      "1 Tag",
      "2 Tage",
    ]);
  });

  it("look a text without placeholders up once", () => {
    const { t, i18n } = createWords("en", { navigation: { status: "Status" } }, undefined, () => {});
    expect([t("navigation.status"), t("navigation.status")]).toEqual(["Status", "Status"]);
    i18n.addResource("en", "translation", "navigation.status", "Another");
    expect(t("navigation.status")).toBe("Status");
  });

  it("report what is missing, and show what there is", () => {
    const faults: string[] = [];
    const { t } = createWords("de", { time: { justNow: "seit {{written}}" } }, undefined, (fault) =>
      faults.push(fault),
    );
    expect(t("time.justNow")).toBe("seit ");
    expect(t("navigation.status")).toBe("navigation.status");
    expect(faults).toEqual([
      '"seit {{written}}" is not told what written is',
      'There are no words in de for "navigation.status"',
    ]);
  });
});

describe("wordFault", () => {
  it("says a rule's English sentence in the merchant's language", () => {
    expect(wordFault("must be a number", wordsOf("de").t)).toBe("muss eine Zahl sein");
    expect(wordFault("must be a number", wordsOf("en").t)).toBe("must be a number");
  });

  it("leaves a sentence that no catalogue has as it is", () => {
    expect(wordFault("Shopify says so", wordsOf("de").t)).toBe("Shopify says so");
  });
});
