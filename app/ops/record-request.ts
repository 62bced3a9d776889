import { httpRequestSeconds } from "./metrics";
import { routeTimings } from "./route-timings";

/** A request whose answer has begun. */
export interface AnsweredRequest {
  path: string;
  /** The pattern of its route. */
  route: string;
  method: string;
  status: number;
}

const METHODS = ["GET", "HEAD", "POST"];
const UNAVAILABLE = 503;

/** Counts a request towards the p95 of its inventory route, and for Prometheus; the server calls this. */
export function recordRequest({ path, route, method, status }: AnsweredRequest, elapsedMs: number): void {
  httpRequestSeconds.observe({ route, method: METHODS.includes(method) ? method : "other", status }, elapsedMs / 1_000);
  // What is said in a page's place while the database is gone says nothing of the page.
  if (status !== UNAVAILABLE) routeTimings.record(path, elapsedMs);
}
