import { useLocation } from "@remix-run/react";
import { Banner } from "@shopify/polaris";
import { useEffect, useSyncExternalStore } from "react";
import { useWords } from "~/words/words-context";
import styles from "./offline-notice.module.css";
import { followChangeAnswer, noteChangeAnswer, readChangeAnswer, type ChangeAnswer } from "./unanswered-change";

/** Says that a change got no answer, until it is read, another one is answered, or the page is left. */
export function UnansweredNotice() {
  const { t } = useWords();
  const answer = useSyncExternalStore(followChangeAnswer, readChangeAnswer, (): ChangeAnswer => "answered");
  const { pathname } = useLocation();
  useEffect(() => forget, [pathname]);
  return (
    <div role="status" className={styles.notice}>
      {answer === "awaited" && (
        <Banner tone="warning" title={t("unanswered.awaited.title")}>
          {t("unanswered.awaited.text")}
        </Banner>
      )}
      {answer === "none" && (
        <Banner tone="warning" title={t("unanswered.none.title")} onDismiss={forget}>
          {t("unanswered.none.text")}
        </Banner>
      )}
    </div>
  );
}

function forget(): void {
  if (readChangeAnswer() === "none") noteChangeAnswer("answered");
}
