import { Page } from "@shopify/polaris";
import type { PageProps } from "@shopify/polaris";
import { FirstPullProgress } from "~/components/first-pull-progress";
import { PullFailureBanner } from "~/components/pull-failure-banner";
import type { FirstPull } from "./read-pull.server";
import { usePull } from "./use-pull";

interface FirstPullPageProps {
  title: string;
  backAction?: PageProps["backAction"];
  pull: FirstPull;
}

/** Any page that shows plans, until there are some. */
export function FirstPullPage({ title, backAction, pull }: FirstPullPageProps) {
  const { failure } = pull;
  const retry = usePull({ isFirst: true, underWay: failure === null, failed: failure !== null });
  return (
    <Page title={title} {...(backAction && { backAction })}>
      {failure === null ? <FirstPullProgress {...pull} /> : <PullFailureBanner message={failure} {...retry} />}
    </Page>
  );
}
