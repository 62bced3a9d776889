import { setTimeout as sleep } from "node:timers/promises";
import { decode } from "turbo-stream";
import { z } from "zod";
import type { MeasuredShop } from "../shops/measured-shop";

/** As `usePlanUpdates` does. */
const ASK_MS = 2_000;
const LIST_ROUTE = "routes/app._index";

const freshnessSchema = z.object({ plans: z.number(), pulls: z.string() });
const listSchema = z.object({
  [LIST_ROUTE]: z.object({
    data: z.object({
      freshness: freshnessSchema,
      rows: z.array(z.object({ variantId: z.string(), available: z.number(), status: z.string() })).min(1),
    }),
  }),
});

type Freshness = z.infer<typeof freshnessSchema>;
/** What the page shows of a SKU. */
export type ShownRow = z.infer<typeof listSchema>[typeof LIST_ROUTE]["data"]["rows"][number];

/**
 * A list that a merchant has open: it asks for the plans' version two seconds after the last answer, and reads its data again
 * when there is another one, as the page's own code does.
 */
export class OpenPage {
  rows: ShownRow[] = [];
  private shown: Freshness = { plans: 0, pulls: "" };
  private reading: Promise<void> | null = null;
  private readings = 0;

  /** @param path with the search of the page */
  constructor(
    private readonly shop: MeasuredShop,
    private readonly path: string,
    /** Told after each reading. */
    private readonly onRead: (rows: readonly ShownRow[]) => void = () => {},
  ) {}

  get timesRead(): number {
    return this.readings;
  }

  async open(): Promise<void> {
    await this.read();
  }

  async follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await sleep(ASK_MS);
      const latest = await this.ask().catch(() => null);
      if (latest === null) continue; // It asks again, as the page does.
      const isNewer = latest.plans > this.shown.plans || latest.pulls !== this.shown.pulls;
      if (isNewer) this.reading ??= this.read().finally(() => (this.reading = null));
    }
    await this.reading;
  }

  private async ask(): Promise<Freshness> {
    const { headers } = await this.shop.requests.data(this.path);
    const response = await fetch(new URL("/app/freshness", this.shop.demo.appAddress), { headers });
    return freshnessSchema.parse(await response.json());
  }

  private async read(): Promise<void> {
    const response = await fetch(await this.shop.requests.data(this.path, LIST_ROUTE));
    if (!response.ok || !response.body) throw new Error(`${this.path} answered ${response.status}`);
    const { value, done } = await decode(response.body);
    const { rows, freshness } = listSchema.parse(value)[LIST_ROUTE].data;
    this.rows = rows;
    this.shown = freshness;
    this.readings += 1;
    this.onRead(rows);
    // Live quantities, which come later; Remix cuts them off when they take long.
    await done.catch(() => {});
  }
}
