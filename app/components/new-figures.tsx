import { Button, Text } from "@shopify/polaris";
import { useWords } from "~/words/words-context";
import styles from "./new-figures.module.css";

/**
 * Offers plans that are newer than those on the page, instead of changing the page under somebody who works on it.
 *
 * @param onShow null while there are none
 */
export function NewFigures({ onShow }: { onShow: (() => void) | null }) {
  const { t } = useWords();
  return (
    <div className={styles.place}>
      {/* There before its text is: only then is the text read out. */}
      <div role="status">
        {onShow && (
          <div className={styles.offer}>
            <Text as="span">{t("plans.newFigures")}</Text>
            <Button size="slim" onClick={onShow}>
              {t("plans.showThem")}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}
