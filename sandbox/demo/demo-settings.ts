import { z } from "zod";
import { faultsSchema, type RequestedFaults } from "../faults";

const absentWhenEmpty = (value: unknown) => (value === "" ? undefined : value);

const port = (fallback: number) =>
  z.preprocess(
    absentWhenEmpty,
    z.coerce
      .number("must be a port number")
      .int("must be a whole number")
      .min(1, "must be a port from 1 to 65535")
      .max(65_535, "must be a port from 1 to 65535")
      .default(fallback),
  );

/** JSON in the form of `PUT /sandbox/faults`. */
const faults = z.string().transform((text, context): RequestedFaults => {
  try {
    return faultsSchema.parse(JSON.parse(text));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : "it can't be parsed";
    context.addIssue({ code: "custom", message: `must be JSON of faults: ${reason}` });
    return z.NEVER;
  }
});

const demoEnvironmentSchema = z
  .object({
    PORT: port(3000),
    SANDBOX_PORT: port(4000),
    SANDBOX_SKUS: z.preprocess(
      absentWhenEmpty,
      z.coerce
        .number("must be a number of SKUs")
        .int("must be a whole number")
        .min(1, "must be 1 or more")
        .default(3800),
    ),
    SANDBOX_STORE: z.preprocess(absentWhenEmpty, z.string().optional()),
    SANDBOX_SHOPS: z.preprocess(
      absentWhenEmpty,
      z.coerce.number("must be a number of shops").int("must be a whole number").min(1, "must be 1 or more").default(1),
    ),
    SANDBOX_ORDERS_PER_SECOND: z.preprocess(
      absentWhenEmpty,
      z.coerce
        .number("must be a number of orders")
        .min(0, "must be 0 or more")
        .max(1_000, "must be 1000 or less")
        .default(0),
    ),
    SANDBOX_FAULTS: z.preprocess(absentWhenEmpty, faults.optional()),
    SANDBOX_WEBHOOK_RETRY_MS: z.preprocess(
      absentWhenEmpty,
      z.coerce
        .number("must be a number of milliseconds")
        .int("must be a whole number")
        .min(0, "must be 0 or more")
        .default(1_000),
    ),
    DATA_DIR: z.preprocess(absentWhenEmpty, z.string().default(".data")),
    DATABASE_URL: z.preprocess(
      absentWhenEmpty,
      z
        .string()
        .regex(/^postgres(ql)?:\/\//, "must begin with postgresql://")
        .optional(),
    ),
  })
  .superRefine(({ PORT, SANDBOX_PORT }, context) => {
    if (PORT !== SANDBOX_PORT) return;
    context.addIssue({ code: "custom", path: ["SANDBOX_PORT"], message: `must differ from PORT, which is ${PORT}` });
  });

/** What a person can choose about the demo. */
export interface DemoSettings {
  /** The app's own port. */
  port: number;
  /** The port of the admin to open. */
  sandboxPort: number;
  skus: number;
  /** Folder of a real shop to load instead of a generated one. */
  storeFolder: string | undefined;
  /** How many shops have the app; the admin shows the first. */
  shops: number;
  /** In each shop; 0 for a shop that rests. */
  ordersPerSecond: number;
  /** From when the demo is ready. */
  faults: RequestedFaults | undefined;
  /** Before the first retry of a webhook. */
  webhookRetryMs: number;
  dataDir: string;
  databaseUrl: string | undefined;
}

/** Something that the person who started the demo has to change; its message says what. */
export class DemoFault extends Error {
  override readonly name = "DemoFault";

  constructor(readonly faults: string[]) {
    super(`The demo cannot start:\n${faults.map((fault) => `  - ${fault}`).join("\n")}`);
  }
}

/**
 * Reads the demo's settings from environment variables.
 *
 * @throws {DemoFault} listing every fault
 */
export function parseDemoSettings(variables: Record<string, string | undefined>): DemoSettings {
  const parsed = demoEnvironmentSchema.safeParse(variables);
  if (!parsed.success) {
    throw new DemoFault(
      parsed.error.issues.map(({ path, message }) => {
        const name = path.join(".");
        const value = variables[name];
        const isShown = value !== undefined && name !== "DATABASE_URL";
        return `${name} ${message}${isShown ? ` (it is ${JSON.stringify(value)})` : ""}`;
      }),
    );
  }
  const values = parsed.data;
  return {
    port: values.PORT,
    sandboxPort: values.SANDBOX_PORT,
    skus: values.SANDBOX_SKUS,
    storeFolder: values.SANDBOX_STORE,
    shops: values.SANDBOX_SHOPS,
    ordersPerSecond: values.SANDBOX_ORDERS_PER_SECOND,
    faults: values.SANDBOX_FAULTS,
    webhookRetryMs: values.SANDBOX_WEBHOOK_RETRY_MS,
    dataDir: values.DATA_DIR,
    databaseUrl: values.DATABASE_URL,
  };
}
