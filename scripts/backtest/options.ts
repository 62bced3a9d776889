import { parseArgs } from "node:util";
import { z } from "zod";
import { PLAN_METHODS } from "../../app/planning/plan-method";
import { PlanningInputError } from "../../app/planning/planning-input-error";
import { toEpochDay } from "./demand-records";
import { FaultyInputError } from "./faults";
import { PERIODS, type Period } from "./periods";

/** Half a year, as far as a period allows. */
const DEFAULT_HISTORY: Record<Period, number> = { day: 180, week: 26, month: 12 };
const DEFAULT_COVER = 14;

const MOST_PERIODS = 100_000;

const whole = (name: string, least: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/, `--${name} must be a whole number, ${least} or more`)
    .transform(Number)
    .pipe(
      z
        .number()
        .min(least, `--${name} must be ${least} or more`)
        .max(MOST_PERIODS, `--${name} must be at most ${MOST_PERIODS}`),
    );

const decimal = (name: string) =>
  z
    .string()
    .regex(/^(\d{1,6}\.?\d*|\.\d+)$/, `--${name} must be a number, 0 or more, such as 2.5`)
    .transform(Number);

const oneOf = <Value extends string>(name: string, values: readonly [Value, ...Value[]]) =>
  z.enum(values, { error: `--${name} must be ${values.join(", ").replace(/, (?=[^,]*$)/, " or ")}` });

const optionsSchema = z
  .object({
    demand: z.string({ error: "--demand is missing: name a file with the columns sku,date,units" }).min(1, {
      error: "--demand is empty: name a file with the columns sku,date,units",
    }),
    "lead-time": z
      .string({ error: "--lead-time is missing: give it in periods, such as 14" })
      .pipe(whole("lead-time", 1)),
    "service-level": z
      .string({ error: "--service-level is missing: give a share such as 0.95" })
      .regex(/^\d?\.?\d+$/, "--service-level must be a number such as 0.95")
      .transform(Number)
      .pipe(
        z
          .number()
          .min(0.5, "--service-level must be 0.5 or more, such as 0.95")
          .lt(1, "--service-level must be less than 1, such as 0.95"),
      ),
    method: oneOf("method", PLAN_METHODS).optional(),
    json: z.boolean().default(false),
    period: oneOf("period", PERIODS).default("day"),
    history: whole("history", 2).optional(),
    step: whole("step", 1).default(1),
    review: whole("review", 1).default(1),
    cover: decimal("cover").default(DEFAULT_COVER),
    "min-sales-periods": whole("min-sales-periods", 0).default(0),
    "origins-from": z.string().refine(isCalendarDay, "--origins-from must be a day such as 2011-08-01").optional(),
    "lead-time-std-dev": decimal("lead-time-std-dev").default(0),
  })
  .transform((given) => ({
    file: given.demand,
    leadTime: given["lead-time"],
    serviceLevel: given["service-level"],
    methods: given.method === undefined ? PLAN_METHODS : [given.method],
    json: given.json,
    period: given.period,
    history: given.history ?? DEFAULT_HISTORY[given.period],
    step: given.step,
    review: given.review,
    cover: given.cover,
    minSalesPeriods: given["min-sales-periods"],
    originsFrom: given["origins-from"] ?? null,
    leadTimeStdDev: given["lead-time-std-dev"],
  }))
  .refine(({ minSalesPeriods, history }) => minSalesPeriods <= history, {
    error: "--min-sales-periods must be at most --history",
  });

export type BacktestCommand = z.infer<typeof optionsSchema>;

/**
 * Reads the arguments of the command.
 *
 * @throws {FaultyInputError} with all faults of the arguments
 */
export function readOptions(args: string[]): BacktestCommand | "help" {
  const { values, faults } = parseArguments(args);
  if (values.help === true) return "help";
  const parsed = optionsSchema.safeParse(values);
  const all = [...faults, ...(parsed.success ? [] : parsed.error.issues.map(({ message }) => message))];
  if (all.length > 0) throw new FaultyInputError(all);
  return optionsSchema.parse(values);
}

const KNOWN_OPTIONS = {
  demand: { type: "string" },
  "lead-time": { type: "string" },
  "service-level": { type: "string" },
  method: { type: "string" },
  json: { type: "boolean" },
  period: { type: "string" },
  history: { type: "string" },
  step: { type: "string" },
  review: { type: "string" },
  cover: { type: "string" },
  "min-sales-periods": { type: "string" },
  "origins-from": { type: "string" },
  "lead-time-std-dev": { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/** `parseArgs` on its own ends at the first fault. */
function parseArguments(args: string[]): { values: Record<string, unknown>; faults: string[] } {
  const { tokens } = parseArgs({
    args,
    options: KNOWN_OPTIONS,
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  const values: Record<string, unknown> = {};
  const faults: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") faults.push(`"${token.value}" belongs to no option`);
    if (token.kind !== "option") continue;
    const fault = describeOptionFault(token, values);
    if (fault === null) values[token.name] = token.value ?? true;
    else faults.push(fault);
  }
  return { values, faults };
}

function describeOptionFault(
  { name, rawName, value }: { name: string; rawName: string; value?: string | undefined },
  values: Record<string, unknown>,
): string | null {
  if (!Object.hasOwn(KNOWN_OPTIONS, name)) return `${rawName} is no option of this command`;
  const { type } = KNOWN_OPTIONS[name as keyof typeof KNOWN_OPTIONS];
  if (name in values) return `${rawName} is given twice`;
  if (type === "boolean" && value !== undefined) return `${rawName} takes no value`;
  // An option in the place of the value would be taken for it, and missed where it belongs.
  if (type === "string" && (value === undefined || value.startsWith("--"))) return `${rawName} has no value`;
  return null;
}

function isCalendarDay(text: string): boolean {
  try {
    toEpochDay(text);
    return true;
  } catch (error) {
    if (error instanceof PlanningInputError) return false;
    throw error;
  }
}
