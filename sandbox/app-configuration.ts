import { readFileSync } from "node:fs";
import { parse } from "smol-toml";
import { z } from "zod";

/** The parts of an app's `shopify.app.toml` that Shopify acts on. */
const appConfigurationSchema = z.object({
  name: z.string().default("App"),
  handle: z.string().optional(),
  access_scopes: z
    .object({ scopes: z.string().default(""), optional_scopes: z.array(z.string()).default([]) })
    .default({ scopes: "", optional_scopes: [] }),
  webhooks: z
    .object({
      api_version: z.string().optional(),
      subscriptions: z
        .array(
          z.object({
            topics: z.array(z.string()).default([]),
            compliance_topics: z.array(z.string()).default([]),
            uri: z.string(),
            include_fields: z.array(z.string()).optional(),
          }),
        )
        .default([]),
    })
    .default({ subscriptions: [] }),
});

export interface WebhookSubscription {
  /** Such as `app/uninstalled`. */
  topic: string;
  /** A path of the app, or a whole address. */
  uri: string;
  /** What of the payload is sent; all of it when absent. */
  includeFields?: readonly string[] | undefined;
}

export interface AppConfiguration {
  name: string;
  handle: string;
  scopes: string[];
  optionalScopes: string[];
  webhookApiVersion: string | null;
  subscriptions: WebhookSubscription[];
}

/**
 * Reads what the app declares. The topics of subscriptions and compliance subscriptions become one list.
 * @throws when the file is missing or is not an app configuration; the message says which part.
 */
export function readAppConfiguration(path: string): AppConfiguration {
  const parsed = appConfigurationSchema.safeParse(parse(readFileSync(path, "utf8")));
  if (!parsed.success) throw new Error(`${path} is no app configuration: ${z.prettifyError(parsed.error)}`);
  const { name, handle, access_scopes, webhooks } = parsed.data;
  return {
    name,
    handle: handle ?? name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"),
    scopes: access_scopes.scopes.split(",").flatMap((scope) => scope.trim() || []),
    optionalScopes: access_scopes.optional_scopes,
    webhookApiVersion: webhooks.api_version ?? null,
    subscriptions: webhooks.subscriptions.flatMap(({ topics, compliance_topics, uri, include_fields }) =>
      [...topics, ...compliance_topics].map((topic) => ({ topic, uri, includeFields: include_fields })),
    ),
  };
}
