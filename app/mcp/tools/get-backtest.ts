import { z } from "zod";
import { DEMAND_CLASSES } from "~/planning/demand-class";
import type { AchievedService, BacktestOutcome, MethodOutcome } from "~/planning/shop-backtest";
import { readBacktestReport, readItemBacktest, type BacktestReport } from "~/reports/backtest-report";
import { toSnakeKeys, type SnakeKeys } from "~/reports/json/snake-keys";
import { findItem, itemArgument } from "../item-argument";
import { readAsOf } from "../plan-in-time";
import { defineTool } from "../tool";

const share = z.number().nullable();

const achievedSchema = z.object({
  coverage: share.describe("Share of lead times in which the stock lasted; to be compared with the promise."),
  cycle_service: share.describe("Share of order cycles without a stockout."),
  fill_rate: share.describe("Share of units that could be delivered from stock."),
  stock_days: z.number().nullable().describe("Mean stock on hand, in days of mean demand."),
}) satisfies z.ZodType<SnakeKeys<AchievedService>>;

const methodSchema = achievedSchema.extend({
  stock_units: z.number(),
  stock_value: z.number().nullable().describe("At cost, of the items that have one."),
}) satisfies z.ZodType<SnakeKeys<MethodOutcome>>;

const methodsSchema = z.object({ normal: methodSchema, calibrated: methodSchema });

const outcomeSchema = z.object({
  items: z.int(),
  items_with_cost: z.int(),
  lead_times: z.int().describe("Lead times that were judged."),
  promised: z.number().describe("Mean service level."),
  methods: methodsSchema,
}) satisfies z.ZodType<SnakeKeys<BacktestOutcome>>;

const judgedSchema = z.object({
  kind: z.literal("judged"),
  total: outcomeSchema,
  by_demand_class: z.array(z.object({ demand_class: z.enum(DEMAND_CLASSES), outcome: outcomeSchema })),
  by_vendor: z
    .array(z.object({ vendor_id: z.string().nullable(), vendor: z.string().nullable(), outcome: outcomeSchema }))
    .describe("Those that sold most."),
  curve: z
    .array(
      z.object({
        service_level: z.number(),
        methods: z.object({ normal: achievedSchema, calibrated: achievedSchema }),
      }),
    )
    .describe("What all items would have achieved at the same service level."),
  computed_at: z.iso.datetime(),
  first_plan_day: z.iso.date(),
  last_plan_day: z.iso.date(),
  items_sold: z.int(),
  is_sample: z.boolean().describe("Whether the items judged are a sample of those that sold."),
  is_outdated: z.boolean().describe("Whether the shop's settings are others now."),
  currency: z.string().nullable(),
});

const reportSchema = z.object({
  verdict: z
    .discriminatedUnion("kind", [
      judgedSchema,
      z.object({ kind: z.literal("no-sales") }),
      z.object({
        kind: z.literal("short-history"),
        known_from: z.iso.date(),
        missing_days: z.int(),
        enough_on: z.iso.date(),
      }),
    ])
    .nullable()
    .describe("Null before the first replay."),
  running: z.object({ judged: z.int(), items: z.int() }).nullable().describe("The replay under way."),
  failure: z.string().nullable().describe("Why the latest replay failed."),
}) satisfies z.ZodType<SnakeKeys<BacktestReport>>;

/** What the shop's own sales say of its plans. */
export const getBacktest = defineTool({
  name: "get_backtest",
  title: "Get the backtest",
  description:
    "Promised against achieved service, replayed on the shop's own sales without looking ahead, for both methods and with the stock each costs. With sku or variant_id also for that item. It says what would have been, and promises nothing.",
  effect: "reads",
  input: z.strictObject(itemArgument),
  output: reportSchema.extend({
    item: z
      .object({ variant_id: z.string(), promised: z.number(), lead_times: z.int(), methods: methodsSchema })
      .nullable()
      .describe("Null without an item, or where it could not be judged."),
  }),
  async run({ shop }, input) {
    await readAsOf(shop);
    const isForItem = input.sku !== undefined || input.variant_id !== undefined;
    const variantId = isForItem ? (await findItem(shop, input)).variantId : null;
    const [report, item] = await Promise.all([
      readBacktestReport(shop),
      variantId === null ? null : readItemBacktest(shop, variantId),
    ]);
    return { ...toSnakeKeys(report), item: item && toSnakeKeys(item) };
  },
});
