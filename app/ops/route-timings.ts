/** Routes on which a merchant waits for inventory, by the pattern of their path. */
const INVENTORY_ROUTES: readonly [route: string, pattern: RegExp][] = [
  ["/app", /^\/app$/],
  ["/app/vendors", /^\/app\/vendors$/],
  ["/app/vendors/:id", /^\/app\/vendors\/[^/]+$/],
  ["/app/vendors/:id/skus", /^\/app\/vendors\/[^/]+\/skus$/],
  ["/app/fast-movers", /^\/app\/fast-movers$/],
  ["/app/items/:id", /^\/app\/items\/[^/]+$/],
];

const WINDOW_MS = 5 * 60_000;
/** The latest requests of a route that are kept; at more than 6 a second, they cover less than the window. */
const KEPT_PER_ROUTE = 2_000;

export interface RouteTiming {
  /** 95th percentile of the time to answer in the last five minutes, in milliseconds. */
  p95Ms: number;
  requests: number;
}

/** How long this process's inventory routes took lately. */
export class RouteTimings {
  private readonly rings = new Map<string, { times: Float64Array; elapsed: Float64Array; count: number }>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Counts a request; paths that are not an inventory route's are left out. */
  record(path: string, elapsedMs: number): void {
    const route = findInventoryRoute(path);
    if (route === undefined) return;
    const ring = this.rings.get(route) ?? {
      times: new Float64Array(KEPT_PER_ROUTE),
      elapsed: new Float64Array(KEPT_PER_ROUTE),
      count: 0,
    };
    ring.times[ring.count % KEPT_PER_ROUTE] = this.now();
    ring.elapsed[ring.count % KEPT_PER_ROUTE] = elapsedMs;
    ring.count += 1;
    this.rings.set(route, ring);
  }

  /** The routes that were asked for in the last five minutes. */
  summarize(): Record<string, RouteTiming> {
    const begin = this.now() - WINDOW_MS;
    const summary: Record<string, RouteTiming> = {};
    for (const [route, { times, elapsed, count }] of this.rings) {
      const recent = elapsed.filter((_, index) => index < count && (times[index] ?? 0) >= begin).sort();
      if (recent.length > 0) summary[route] = { p95Ms: findPercentile(recent, 0.95), requests: recent.length };
    }
    return summary;
  }
}

export const routeTimings = new RouteTimings();

/** Remix asks for a page's data alone under the page's path with ".data". */
function findInventoryRoute(path: string): string | undefined {
  const page = path.replace(/\.data$/, "").replace(/(.)\/$/, "$1");
  return INVENTORY_ROUTES.find(([, pattern]) => pattern.test(page))?.[0];
}

/** By nearest rank: the smallest value that at least this part of the values does not exceed. */
function findPercentile(sorted: Float64Array, part: number): number {
  return sorted[Math.ceil(part * sorted.length) - 1] ?? 0;
}
