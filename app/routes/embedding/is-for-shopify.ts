import { isRouteErrorResponse } from "@remix-run/react";

/** Whether what was thrown in the place of an answer is no failure, but leads elsewhere, as where the merchant has to sign in again. */
export function isForShopify(error: unknown): boolean {
  return error instanceof Response || (isRouteErrorResponse(error) && error.status < 500);
}
