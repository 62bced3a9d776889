import { isRouteErrorResponse, useRouteError } from "@remix-run/react";
import { ProblemPage } from "./problem-page";

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
  return <UnexpectedProblem />;
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
