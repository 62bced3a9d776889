import { z } from "zod";

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
    dataDir: values.DATA_DIR,
    databaseUrl: values.DATABASE_URL,
  };
}
