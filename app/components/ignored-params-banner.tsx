import { Banner, List } from "@shopify/polaris";
import { useWords } from "~/words/words-context";

interface IgnoredParamsBannerProps {
  /** A sentence for each part: why it was not used, and what is in its place. */
  ignored: readonly string[];
}

/** Says which parts of the page's address were not used, so that nobody takes the list for what they asked for. */
export function IgnoredParamsBanner({ ignored }: IgnoredParamsBannerProps) {
  const { t } = useWords();
  if (ignored.length === 0) return null;
  return (
    <Banner tone="warning" title={t("problem.ignored.title")}>
      <List>
        {ignored.map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
    </Banner>
  );
}
