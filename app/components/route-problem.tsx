import { isRouteErrorResponse, useRevalidator, useRouteError } from "@remix-run/react";
import { ProblemPage } from "./problem-page";
import { usePolling } from "./use-polling";

const REORDER_LIST = { content: "Go to the reorder list", url: "/app" };

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
  if (!isRouteErrorResponse(error)) return <UnexpectedProblem />;
  if (error.status === 200 && typeof error.data === "string") {
    return <div dangerouslySetInnerHTML={{ __html: error.data }} />;
  }
  if (error.status === 404) {
    const missing = isMissing(error.data) ? error.data : undefined;
    return (
      <ProblemPage
        title={missing?.title ?? "There is no such page"}
        explanation={missing?.explanation ?? "The address leads nowhere. It may have been mistyped, or be out of date."}
        action={REORDER_LIST}
      />
    );
  }
  if (error.status === 401) {
    return (
      <ProblemPage
        title="Your session has ended"
        explanation="Reload the page, or open Inventory Intelligence again from the Apps menu of your Shopify admin."
        action={REORDER_LIST}
      />
    );
  }
  if (error.status === 503) return <Outage />;
  return <UnexpectedProblem />;
}

const TRY_AGAIN_MS = 5_000;

/** The app cannot reach its database. Reads the page again until it can. */
function Outage() {
  const { revalidate, state } = useRevalidator();
  usePolling(
    () => {
      if (state === "idle") revalidate();
    },
    { active: true, intervalMs: TRY_AGAIN_MS },
  );
  return (
    <ProblemPage
      title="One moment, please"
      explanation="The app cannot reach its database just now. Nothing is lost: your plans are safe, and what happens in your shop meanwhile is taken over afterwards. This page tries again by itself."
      action={REORDER_LIST}
    />
  );
}

function UnexpectedProblem() {
  return (
    <ProblemPage
      title="Something went wrong"
      explanation="The page could not be shown. The fault has been recorded, and your plans are safe. Try again in a moment."
      action={REORDER_LIST}
    />
  );
}
