import { useLocation } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import type { ParseKeys } from "i18next";
import { useWords } from "~/words/words-context";

/** The app's sections by where their addresses begin, the longest first. */
const SECTIONS: readonly [path: string, title: ParseKeys][] = [
  ["/app/fast-movers", "navigation.fastMovers"],
  ["/app/settings", "navigation.settings"],
  ["/app/vendors", "navigation.vendors"],
  ["/app/alerts", "navigation.alerts"],
  ["/app/status", "navigation.status"],
  ["/app/help", "navigation.help"],
  ["/app", "navigation.reorderList"],
];

/** Says in the admin's bar above the app which of its sections is open. */
export function SectionTitleBar() {
  const { t } = useWords();
  const { pathname } = useLocation();
  const section = SECTIONS.find(([path]) => pathname.startsWith(path));
  return <TitleBar title={section ? t(section[1]) : ""} />;
}
