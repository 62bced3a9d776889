import { isRouteErrorResponse, useRevalidator, useRouteError } from "@remix-run/react";
import { useWords } from "~/words/words-context";
import { ConnectionLost } from "./connection/connection-lost";
import { ProblemPage } from "./problem-page";
import { usePolling } from "./use-polling";

/** The body of a 404 that a route throws: what is missing, in the merchant's words. */
export interface Missing {
  title: string;
  explanation: string;
}

/** Told apart by hand: the browser needs no schema library for two texts. */
function isMissing(body: unknown): body is Missing {
  return typeof body === "object" && body !== null && "title" in body && "explanation" in body;
}

/**
 * Shows what a route threw, in the app's frame. Shopify's library throws whole documents, with status 200, that renew
 * the session or leave the frame: they are put on the page as they are. (Its own `boundary.error` tells them by the name
 * of their class, which a minified build changes.)
 */
export function RouteProblem() {
  const error = useRouteError();
  const { t } = useWords();
  if (error instanceof ConnectionLost) return <Unreachable />;
  if (!isRouteErrorResponse(error)) return <UnexpectedProblem />;
  if (error.status === 200 && typeof error.data === "string") {
    return <div dangerouslySetInnerHTML={{ __html: error.data }} />;
  }
  if (error.status === 404) {
    const missing = isMissing(error.data) ? error.data : undefined;
    return (
      <ProblemPage
        title={missing?.title ?? t("problem.noPage")}
        explanation={missing?.explanation ?? t("problem.noPageText")}
      />
    );
  }
  if (error.status === 401) {
    return <ProblemPage title={t("problem.session.title")} explanation={t("problem.session.text")} />;
  }
  if (error.status === 503) return <Outage />;
  return <UnexpectedProblem />;
}

const TRY_AGAIN_MS = 5_000;

/** The app cannot reach its database. Reads the page again until it can. */
function Outage() {
  const { t } = useWords();
  const { revalidate, state } = useRevalidator();
  usePolling(
    () => {
      if (state === "idle") revalidate();
    },
    { active: true, intervalMs: TRY_AGAIN_MS },
  );
  return <ProblemPage title={t("problem.outage.title")} explanation={t("problem.outage.text")} />;
}

/** The app's host gave no answer, though the browser is online. */
function Unreachable() {
  const { t } = useWords();
  const { revalidate } = useRevalidator();
  return (
    <ProblemPage
      title={t("problem.unreachable.title")}
      explanation={t("problem.unreachable.text")}
      onTryAgain={revalidate}
    />
  );
}

function UnexpectedProblem() {
  const { t } = useWords();
  return <ProblemPage title={t("problem.wrong")} explanation={t("problem.wrongText")} />;
}
