import type { LoaderFunctionArgs } from "@remix-run/node";
import { respondWithJson } from "~/ops/private-response";
import { describeApi } from "./api/openapi.server";

let description: ReturnType<typeof describeApi> | undefined;

/** What the API can be asked and answers, for whoever generates a client or wants to know. */
export function loader({ request }: LoaderFunctionArgs): Response {
  description ??= describeApi();
  return respondWithJson(request, description);
}

export { refuseChange as action } from "./api/reading.server";
