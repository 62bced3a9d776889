const REDACTED = "[redacted]";
/** What is shorter is a word, and no secret. */
const SHORTEST_SECRET = 8;

/** Variables of the environment whose values never belong into a log. */
const SECRET_VARIABLES = [
  "SHOPIFY_API_SECRET",
  "ENCRYPTION_KEY",
  "FORMER_ENCRYPTION_KEY",
  "METRICS_TOKEN",
  "DATABASE_URL",
  "SMTP_URL",
] as const;

const SECRET_NAME = String.raw`[\w-]*(?:token|secret|authorization|password|hmac|cookie)`;

const REPLACEMENTS: readonly [pattern: RegExp, replacement: string][] = [
  // Fields of JSON, and of JSON as a text within it, each of whose quotation marks has a backslash.
  [new RegExp(String.raw`("${SECRET_NAME}":\s*")(?:[^"\\]|\\.)*`, "gi"), `$1${REDACTED}`],
  [new RegExp(String.raw`(\\"${SECRET_NAME}\\":\s*\\")(?:[^"\\]|\\\\\\"|\\\\[^"\\])*`, "gi"), `$1${REDACTED}`],
  // Search params by which Shopify's admin and our own links prove who asks.
  [/((?:[?&]code|(?<![\w-])(?:\w+_)?(?:token|session|hmac|signature))=)[^&\s"\\]+/gi, `$1${REDACTED}`],
  [/(\/export\/)[^\s"?\\]+/g, `$1${REDACTED}`],
  [/\b(Bearer\s+)[^\s"\\]+/gi, `$1${REDACTED}`],
  // Shopify's tokens, our own and JSON web tokens, wherever they stand.
  [/\bshp[a-z]{2}_\w+/g, REDACTED],
  [/\bii[tw]_[\w.-]+/g, REDACTED],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, REDACTED],
  // Where Slack takes messages: whoever knows the address can post there.
  [/(\bhttps:\/\/hooks\.slack\.com\/)[^\s"\\]+/gi, `$1${REDACTED}`],
  // The password in the address of a database or a mail server.
  [/(\b(?:postgres(?:ql)?|smtps?):\/\/[^:@\s"/]*:)[^@\s"]+(?=@)/gi, `$1${REDACTED}`],
];

/**
 * A line of the log without tokens and secrets, whichever way they came into it: the fields of an error are made by libraries, and its
 * message may quote an address or a header.
 */
export function withoutSecrets(line: string): string {
  const known = SECRET_VARIABLES.map((name) => process.env[name] ?? "").filter(
    ({ length }) => length >= SHORTEST_SECRET,
  );
  const withoutKnown = known.reduce((text, secret) => text.replaceAll(secret, REDACTED), line);
  return REPLACEMENTS.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), withoutKnown);
}
