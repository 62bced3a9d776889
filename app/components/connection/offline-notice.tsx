import { Banner } from "@shopify/polaris";
import { useSyncExternalStore } from "react";
import { useWords } from "~/words/words-context";
import styles from "./offline-notice.module.css";

/** Says while the browser is offline that what is done waits: see {@link waitForConnection}. */
export function OfflineNotice() {
  const { t } = useWords();
  const isOnline = useSyncExternalStore(
    followConnection,
    () => navigator.onLine,
    () => true,
  );
  return (
    <div role="status" className={styles.notice}>
      {!isOnline && (
        <Banner tone="warning" title={t("offline.title")}>
          {t("offline.text")}
        </Banner>
      )}
    </div>
  );
}

function followConnection(onChange: () => void): () => void {
  window.addEventListener("online", onChange);
  window.addEventListener("offline", onChange);
  return () => {
    window.removeEventListener("online", onChange);
    window.removeEventListener("offline", onChange);
  };
}
