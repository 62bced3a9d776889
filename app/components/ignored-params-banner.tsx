import { Banner, List } from "@shopify/polaris";

export interface IgnoredParam {
  name: string;
  value: string;
  /** Completes "`name` … ", such as "is not a decile from 1 to 10". */
  reason: string;
}

/** Says which parts of the page's address were not used, so that nobody takes the list for what they asked for. */
export function IgnoredParamsBanner({ ignored }: { ignored: readonly IgnoredParam[] }) {
  if (ignored.length === 0) return null;
  return (
    <Banner tone="warning" title="Part of this page's address was ignored">
      <List>
        {ignored.map(({ name, value, reason }, index) => (
          <List.Item key={`${index} ${name}`}>{`${name} “${value}” ${reason}.`}</List.Item>
        ))}
      </List>
    </Banner>
  );
}
