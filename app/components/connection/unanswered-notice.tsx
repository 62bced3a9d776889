import { useLocation } from "@remix-run/react";
import { Banner } from "@shopify/polaris";
import { useEffect, useSyncExternalStore } from "react";
import { useWords } from "~/words/words-context";
import styles from "./offline-notice.module.css";
import { dismissUnansweredChange, endStay, followUnansweredChange, readUnansweredChange } from "./unanswered-change";

/** Says that a change got no answer, until it is put away or the page is left; what is still awaited then is told on the next page. */
export function UnansweredNotice() {
  const { t } = useWords();
  const change = useSyncExternalStore(followUnansweredChange, readUnansweredChange, () => null);
  const { pathname } = useLocation();
  useEffect(() => endStay, [pathname]);
  return (
    <div role="status" className={styles.notice}>
      {change !== null && (
        <Banner
          tone="warning"
          title={t(`unanswered.${change.answer}.title`)}
          {...(change.answer === "none" && { onDismiss: dismissUnansweredChange })}
        >
          {t(`unanswered.${change.answer}.${change.isFromHere ? "text" : "textElsewhere"}`)}
        </Banner>
      )}
    </div>
  );
}
