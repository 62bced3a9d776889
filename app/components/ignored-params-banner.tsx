import { Banner, List } from "@shopify/polaris";
import { useWords } from "~/words/words-context";

export interface IgnoredParam {
  name: string;
  value: string;
  /** Completes "`name` … ", such as "is not a decile from 1 to 10". */
  reason: string;
}

/** Says which parts of the page's address were not used, so that nobody takes the list for what they asked for. */
export function IgnoredParamsBanner({ ignored }: { ignored: readonly IgnoredParam[] }) {
  const { t } = useWords();
  if (ignored.length === 0) return null;
  return (
    <Banner tone="warning" title={t("problem.ignored.title")}>
      <List>
        {ignored.map((param, index) => (
          <List.Item key={`${index} ${param.name}`}>{t("problem.ignored.param", { ...param })}</List.Item>
        ))}
      </List>
    </Banner>
  );
}
