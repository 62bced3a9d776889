import { useRevalidator } from "@remix-run/react";
import { Page } from "@shopify/polaris";
import type { PageProps } from "@shopify/polaris";
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
}

/** Any page that shows plans, until there are some. */
export function FirstPullPage({ title, backAction, pull }: FirstPullPageProps) {
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
      {failure === null ? <FirstPullProgress {...pull} /> : <PullFailureBanner message={failure} {...retry} />}
    </Page>
  );
}
