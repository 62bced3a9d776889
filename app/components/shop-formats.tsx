import { createContext, useContext, useMemo } from "react";
import type { ReactNode } from "react";
import { languageOf, type Words } from "~/words/words";
import { useWords } from "~/words/words-context";

export interface ShopLocale {
  /** BCP 47, such as en-GB: the language of the merchant's admin. */
  locale: string;
  /** IANA time zone of the shop. */
  timeZone: string;
}

/** How words, numbers, money and times are written for the person who looks at the page. */
export interface ShopFormats {
  /** The text of a key of the catalogue; see {@link Words}. */
  t: Words["t"];
  /** A count of whole units or of things. */
  quantity: (value: number) => string;
  /** A rate or a measured number: two decimals, or three significant digits below 1, where two decimals would hide it. */
  decimal: (value: number) => string;
  /** A rate in a column: always two decimals, so that decimal points line up, or what {@link decimal} writes below 0.005. */
  rate: (value: number) => string;
  /** Always three decimals, as tables of the normal distribution print. */
  threeDecimals: (value: number) => string;
  /** A number of days, to one decimal below 100. */
  days: (value: number) => string;
  /** `currency` is an ISO 4217 code. */
  money: (value: number, currency: string) => string;
  /** A share between 0 and 1 as per cent, with up to two decimals. */
  percent: (share: number) => string;
  /** `day` is an ISO calendar day, which no time zone may move. */
  day: (day: string) => string;
  /** A calendar day without its year, where there is little room. */
  dayAndMonth: (day: string) => string;
  /** `instant` is ISO 8601; written in the shop's time zone. */
  instant: (instant: string) => string;
  /** The time of day of an instant, to the minute. */
  clockTime: (instant: string) => string;
  /**
   * How long ago something was: "just now", "5 minutes ago", "3 hours ago", "2 days ago". `now` is passed in, so that server
   * and browser write the same words.
   */
  age: (instant: string, now: string) => string;
  /** How long something took: "7 seconds", "12 minutes". */
  duration: (ms: number) => string;
}

/** Makes the formats of one locale. An Intl object is costly to make, so that each is made when it is first needed, and kept. */
export function createShopFormats({ locale, timeZone }: ShopLocale, { t, language }: Words): ShopFormats {
  const numbers = (options: Intl.NumberFormatOptions) => keep(() => new Intl.NumberFormat(locale, options));
  const dates = (options: Intl.DateTimeFormatOptions) => keep(() => new Intl.DateTimeFormat(locale, options));
  const quantity = numbers({ maximumFractionDigits: 0 });
  const twoDecimals = numbers({ maximumFractionDigits: 2 });
  const alwaysTwoDecimals = numbers({ minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const threeDigits = numbers({ maximumSignificantDigits: 3 });
  const threeDecimals = numbers({ minimumFractionDigits: 3, maximumFractionDigits: 3 });
  const oneDecimal = numbers({ maximumFractionDigits: 1 });
  const percent = numbers({ style: "percent", maximumFractionDigits: 2 });
  const day = dates({ dateStyle: "medium", timeZone: "UTC" });
  const dayAndMonth = dates({ day: "numeric", month: "short", timeZone: "UTC" });
  const instant = dates({ dateStyle: "medium", timeStyle: "short", timeZone });
  const clockTime = dates({ timeStyle: "short", timeZone });
  // Amounts of time are words: they follow the sentence they stand in.
  const wordLocale = languageOf(locale) === language ? locale : language;
  const relativeTime = keep(() => new Intl.RelativeTimeFormat(wordLocale));
  const durations = {
    second: keep(() => unitFormat(wordLocale, "second")),
    minute: keep(() => unitFormat(wordLocale, "minute")),
    hour: keep(() => unitFormat(wordLocale, "hour")),
  };
  const moneyByCurrency = new Map<string, Intl.NumberFormat>();

  function moneyFormat(currency: string): Intl.NumberFormat {
    const known = moneyByCurrency.get(currency);
    if (known) return known;
    const made = new Intl.NumberFormat(locale, { style: "currency", currency });
    moneyByCurrency.set(currency, made);
    return made;
  }

  function describeAge(isoInstant: string, now: string): string {
    const seconds = Math.max(0, (Date.parse(now) - Date.parse(isoInstant)) / 1000);
    if (seconds < 60) return t("time.justNow");
    if (seconds < 3600) return relativeTime().format(-Math.floor(seconds / 60), "minute");
    if (seconds < 48 * 3600) return relativeTime().format(-Math.floor(seconds / 3600), "hour");
    return relativeTime().format(-Math.floor(seconds / 86_400), "day");
  }

  function describeDuration(ms: number): string {
    const seconds = Math.round(ms / 1_000);
    if (seconds < 120) return durations.second().format(seconds);
    const minutes = Math.round(seconds / 60);
    return minutes < 180 ? durations.minute().format(minutes) : durations.hour().format(Math.round(minutes / 60));
  }

  return {
    t,
    quantity: (value) => quantity().format(value),
    decimal: (value) => (Math.abs(value) < 1 ? threeDigits() : twoDecimals()).format(value),
    rate: (value) => (value > 0 && value < 0.005 ? threeDigits() : alwaysTwoDecimals()).format(value),
    threeDecimals: (value) => threeDecimals().format(value),
    days: (value) => (Math.abs(value) < 100 ? oneDecimal() : quantity()).format(value),
    money: (value, currency) => moneyFormat(currency).format(value),
    percent: (share) => percent().format(share),
    day: (isoDay) => day().format(new Date(`${isoDay}T00:00:00Z`)),
    dayAndMonth: (isoDay) => dayAndMonth().format(new Date(`${isoDay}T00:00:00Z`)),
    instant: (isoInstant) => instant().format(new Date(isoInstant)),
    clockTime: (isoInstant) => clockTime().format(new Date(isoInstant)),
    age: describeAge,
    duration: describeDuration,
  };
}

function unitFormat(locale: string, unit: string): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" });
}

/** What `make` makes, once it is first asked for. */
function keep<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => (made ??= make());
}

const ShopFormatsContext = createContext<ShopFormats | undefined>(undefined);

export function ShopFormatsProvider({ locale, timeZone, children }: ShopLocale & { children: ReactNode }) {
  const words = useWords();
  const formats = useMemo(() => createShopFormats({ locale, timeZone }, words), [locale, timeZone, words]);
  return <ShopFormatsContext.Provider value={formats}>{children}</ShopFormatsContext.Provider>;
}

export function useShopFormats(): ShopFormats {
  const formats = useContext(ShopFormatsContext);
  if (!formats) throw new Error("useShopFormats needs a ShopFormatsProvider above it");
  return formats;
}

/** A duration as a clock writes it: 0:07, 12:34, 1:02:03. Negative durations, from clocks that disagree, are 0:00. */
export function describeElapsed(elapsedMs: number): string {
  const total = Math.max(0, Math.floor(elapsedMs / 1000));
  const seconds = String(total % 60).padStart(2, "0");
  const minutes = Math.floor(total / 60) % 60;
  const hours = Math.floor(total / 3600);
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${seconds}` : `${minutes}:${seconds}`;
}
