import type { ParseKeys } from "i18next";
import type en from "~/words/en.json";

type Groups = (typeof en)["help"]["groups"];

export type HelpQuestion = keyof (typeof en)["help"]["questions"];

/** In the order of the page. */
export const HELP_QUESTIONS: readonly HelpQuestion[] = [
  "noSuggestion",
  "freshness",
  "whoseTerms",
  "vendors",
  "sendOrder",
  "trust",
  "alerts",
  "privacy",
];

interface HelpTerm {
  /** Its address on the page. */
  term: string;
  title: ParseKeys;
  meaning: ParseKeys;
}

/** The words that need explaining, in the order in which a plan is made. */
export const HELP_GROUPS: readonly { group: keyof Groups; terms: readonly HelpTerm[] }[] = [
  group("quantities", ["available", "incoming", "inventoryPosition", "daysOfCover"]),
  group("demand", ["demandWindow", "meanDailyDemand", "demandStdDev", "weeklyDemand", "demandClass", "velocityDecile"]),
  group("terms", ["leadTime", "serviceLevel", "reviewPeriod", "coverage", "minimumOrder", "packSize", "method"]),
  group("plan", ["leadTimeDemand", "safetyStock", "reorderPoint", "orderUpToLevel", "suggestedOrder", "overstock"]),
];

function group<Group extends keyof Groups>(
  name: Group,
  terms: readonly Exclude<keyof Groups[Group] & string, "title">[],
) {
  const words = (term: string, part: "title" | "meaning") => `help.groups.${name}.${term}.${part}` as ParseKeys;
  return {
    group: name,
    terms: terms.map((term) => ({ term, title: words(term, "title"), meaning: words(term, "meaning") })),
  };
}
