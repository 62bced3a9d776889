import { z } from "zod";

const port = z.coerce.number().int().min(0).max(65_535);

const absentWhenEmpty = (value: unknown) => (value === "" ? undefined : value);

const positive = (otherwise: number) => z.preprocess(absentWhenEmpty, z.coerce.number().positive().default(otherwise));

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
type LogLevel = (typeof LOG_LEVELS)[number];
const USUAL_LOG_LEVEL: LogLevel = "info";
const LOG_STREAMS = ["stdout", "stderr"] as const;
type LogStream = (typeof LOG_STREAMS)[number];
const USUAL_LOG_STREAM: LogStream = "stdout";

const environmentSchema = z.object({
  PORT: z.preprocess(absentWhenEmpty, port.default(3000)),
  DATA_DIR: z.preprocess(absentWhenEmpty, z.string().default(".data")),
  DATABASE_URL: z.preprocess(
    absentWhenEmpty,
    z
      .string()
      .regex(/^postgres(ql)?:\/\//, "must begin with postgresql://")
      .optional(),
  ),
  SHOPIFY_API_KEY: z.string({ error: "is missing: the app's client ID, from the Partner Dashboard" }).min(1),
  SHOPIFY_API_SECRET: z.string({ error: "is missing: the app's client secret, from the Partner Dashboard" }).min(1),
  SHOPIFY_APP_URL: z.url({
    protocol: /^https?$/,
    error: "must be the address at which Shopify reaches the app, such as https://inventory.example.com",
  }),
  SCOPES: z.preprocess(
    absentWhenEmpty,
    z
      .string()
      .transform((list) =>
        list
          .split(",")
          .map((scope) => scope.trim())
          .filter(Boolean),
      )
      .optional(),
  ),
  ENCRYPTION_KEY: z.preprocess(
    absentWhenEmpty,
    z.string().min(32, "must have at least 32 characters, such as `openssl rand -base64 32` prints").optional(),
  ),
  FORMER_ENCRYPTION_KEY: z.preprocess(absentWhenEmpty, z.string().optional()),
  ROLE: z.preprocess(absentWhenEmpty, z.enum(["all", "web", "worker"]).default("all")),
  LOG_LEVEL: z.preprocess(absentWhenEmpty, z.enum(LOG_LEVELS).default(USUAL_LOG_LEVEL)),
  LOG_STREAM: z.preprocess(absentWhenEmpty, z.enum(LOG_STREAMS).default(USUAL_LOG_STREAM)),
  TRUSTED_PROXIES: z.preprocess(absentWhenEmpty, z.coerce.number().int().min(0).max(10).default(1)),
  API_REQUESTS_A_MINUTE: z.preprocess(absentWhenEmpty, z.coerce.number().int().positive().default(600)),
  METRICS_TOKEN: z.preprocess(absentWhenEmpty, z.string().min(16, "must have at least 16 characters").optional()),
  SMTP_URL: z.preprocess(
    absentWhenEmpty,
    z
      .url({
        protocol: /^smtps?$/,
        error: "must begin with smtp:// or smtps://, such as smtps://user:password@mail.example.com",
      })
      .optional(),
  ),
  MAIL_FROM: z.preprocess(
    absentWhenEmpty,
    z
      .string()
      .regex(
        /^([^\p{Cc}<>@]+ )?<?[^\s<>@]+@[^\s<>@]+>?$/u,
        "must be an address, such as Inventory Intelligence <alerts@example.com>",
      )
      .optional(),
  ),
  LOOPBACK_WEBHOOKS: z.preprocess(absentWhenEmpty, z.enum(["refuse", "allow"]).default("refuse")),
  HEALTH_PAGE_P95_MS: positive(500),
  HEALTH_QUEUE_WAIT_SECONDS: positive(5 * 60),
  HEALTH_WEBHOOK_WAIT_SECONDS: positive(5 * 60),
  // Data are pulled twice a night at least, also when nobody looks at them; this is a night in vain.
  HEALTH_DATA_AGE_SECONDS: positive(26 * 60 * 60),
});

const wholeEnvironmentSchema = environmentSchema.refine(
  ({ SMTP_URL, MAIL_FROM }) => SMTP_URL === undefined || MAIL_FROM !== undefined,
  {
    path: ["MAIL_FROM"],
    error: "is missing: the address from which emails are sent by SMTP_URL",
    // Also where other variables are at fault, since all faults are told together.
    when: () => true,
  },
);

interface LogSettings {
  level: LogLevel;
  stream: LogStream;
}

/** Beyond these, `/healthz` calls the app degraded. */
export interface HealthTargets {
  /** 95th percentile of the time in which a page with inventory answers, in the last five minutes. */
  pageP95Ms: number;
  /** Of a job for which somebody waits. */
  queueWaitSeconds: number;
  webhookWaitSeconds: number;
  /** Since a shop's data were last pulled. */
  dataAgeSeconds: number;
}

export interface Environment {
  /** The app's own HTTP port; 0 picks a free one. */
  port: number;
  /** Folder of the embedded database, used when `databaseUrl` is absent. */
  dataDir: string;
  databaseUrl: string | undefined;
  shopifyApiKey: string;
  shopifyApiSecret: string;
  /** The address at which Shopify and the browser reach the app. */
  shopifyAppUrl: string;
  /** Overrides the scopes of shopify.app.toml. */
  scopes: string[] | undefined;
  /** Secret from which the key that encrypts stored access tokens is derived; the API secret when absent. */
  encryptionKey: string | undefined;
  /** The secret before it was replaced: what it encrypted is still read. */
  formerEncryptionKey: string | undefined;
  /** Which half of the work this process does. */
  role: "all" | "web" | "worker";
  logLevel: LogLevel;
  /** How many proxies stand before the app, each of which says for whom it asks. */
  trustedProxies: number;
  /** How often one API token may ask in a minute. */
  apiRequestsAMinute: number;
  /** What Prometheus has to send for `/metrics`; open to everybody who can reach it when absent. */
  metricsToken: string | undefined;
  /** How emails are sent, and from whom; without it none are. */
  mail: { smtpUrl: string; from: string } | undefined;
  /** Whether a shop's alerts may be posted to this machine, without TLS: for development alone. */
  allowsLoopbackWebhooks: boolean;
  healthTargets: HealthTargets;
}

/** Every fault of the environment in one message, each with the variable to set. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";

  constructor(readonly faults: string[]) {
    super(
      `The environment has ${faults.length === 1 ? "a fault" : `${faults.length} faults`} (see .env.example):\n` +
        faults.map((fault) => `  - ${fault}`).join("\n"),
    );
  }
}

/**
 * Checks the environment variables that the app reads.
 *
 * @throws {EnvironmentError} listing all faults together
 */
export function parseEnvironment(variables: Record<string, string | undefined>): Environment {
  const parsed = wholeEnvironmentSchema.safeParse(variables);
  if (!parsed.success) {
    throw new EnvironmentError(
      parsed.error.issues.map((issue) => {
        const name = issue.path.join(".");
        const value = variables[name];
        const shown =
          value === undefined || /SECRET|KEY|DATABASE|TOKEN|SMTP/.test(name) ? "" : ` (it is ${JSON.stringify(value)})`;
        return `${name} ${issue.message}${shown}`;
      }),
    );
  }
  const values = parsed.data;
  return {
    port: values.PORT,
    dataDir: values.DATA_DIR,
    databaseUrl: values.DATABASE_URL,
    shopifyApiKey: values.SHOPIFY_API_KEY,
    shopifyApiSecret: values.SHOPIFY_API_SECRET,
    shopifyAppUrl: values.SHOPIFY_APP_URL,
    scopes: values.SCOPES,
    encryptionKey: values.ENCRYPTION_KEY,
    formerEncryptionKey: values.FORMER_ENCRYPTION_KEY,
    role: values.ROLE,
    logLevel: values.LOG_LEVEL,
    trustedProxies: values.TRUSTED_PROXIES,
    apiRequestsAMinute: values.API_REQUESTS_A_MINUTE,
    metricsToken: values.METRICS_TOKEN,
    mail: toMailSettings(values),
    allowsLoopbackWebhooks: values.LOOPBACK_WEBHOOKS === "allow",
    healthTargets: toHealthTargets(values),
  };
}

function toMailSettings({ SMTP_URL, MAIL_FROM }: z.infer<typeof environmentSchema>): Environment["mail"] {
  return SMTP_URL === undefined || MAIL_FROM === undefined ? undefined : { smtpUrl: SMTP_URL, from: MAIL_FROM };
}

const healthSchema = environmentSchema.pick({
  HEALTH_PAGE_P95_MS: true,
  HEALTH_QUEUE_WAIT_SECONDS: true,
  HEALTH_WEBHOOK_WAIT_SECONDS: true,
  HEALTH_DATA_AGE_SECONDS: true,
});

function toHealthTargets(values: z.infer<typeof healthSchema>): HealthTargets {
  return {
    pageP95Ms: values.HEALTH_PAGE_P95_MS,
    queueWaitSeconds: values.HEALTH_QUEUE_WAIT_SECONDS,
    webhookWaitSeconds: values.HEALTH_WEBHOOK_WAIT_SECONDS,
    dataAgeSeconds: values.HEALTH_DATA_AGE_SECONDS,
  };
}

let currentTargets: HealthTargets | undefined;

/** The targets alone, for a process that serves no pages and so needs nothing else of the app's environment. */
export function healthTargets(): HealthTargets {
  currentTargets ??= toHealthTargets(healthSchema.parse(process.env));
  return currentTargets;
}

let current: Environment | undefined;

/** The process's environment, checked at the first call. */
export function environment(): Environment {
  current ??= parseEnvironment(process.env);
  return current;
}

/** How to log alone, for what has to be logged before, or without, everything else being right. */
export function readLogSettings(variables: Record<string, string | undefined>): LogSettings {
  const { LOG_LEVEL, LOG_STREAM } = environmentSchema.shape;
  return {
    level: LOG_LEVEL.catch(USUAL_LOG_LEVEL).parse(variables.LOG_LEVEL),
    stream: LOG_STREAM.catch(USUAL_LOG_STREAM).parse(variables.LOG_STREAM),
  };
}
