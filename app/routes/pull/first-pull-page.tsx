import { useRevalidator } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import type { PageProps } from "@shopify/polaris";
import type { ReactNode } from "react";
import { FirstPullProgress } from "~/components/first-pull-progress";
import { PullFailureBanner } from "~/components/pull-failure-banner";
import { usePolling } from "~/components/use-polling";
import type { FirstPull } from "./read-pull.server";
import { useRetry } from "./use-retry";

/** While the progress is all that the page shows. */
const PROGRESS_MS = 1_500;
/** After a failure, from which a pull often goes on by itself. */
const FAILURE_MS = 10_000;

interface FirstPullPageProps {
  title: string;
  backAction?: PageProps["backAction"];
  pull: FirstPull;
  /** What comes before the progress. */
  lead?: ReactNode;
}

/** Any page that shows plans, until there are some. */
export function FirstPullPage({ title, backAction, pull, lead }: FirstPullPageProps) {
  const { failure } = pull;
  const retry = useRetry();
  const { revalidate, state } = useRevalidator();
  usePolling(
    () => {
      if (state === "idle") revalidate();
    },
    { active: true, intervalMs: failure === null ? PROGRESS_MS : FAILURE_MS },
  );
  return (
    <Page title={title} {...(backAction && { backAction })}>
      <BlockStack gap="400">
        {lead}
        {failure === null ? <FirstPullProgress {...pull} /> : <PullFailureBanner message={failure} {...retry} />}
      </BlockStack>
    </Page>
  );
}
