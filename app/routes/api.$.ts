import { problemResponse } from "~/ops/problem";

/** Every address under /api that nothing else answers. */
export function loader(): Response {
  const detail = "There is nothing at this address. /api/openapi.json describes what there is.";
  return problemResponse({ status: 404, title: "Not found", detail });
}

export { loader as action };
