import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { beforeAll, expect, it } from "vitest";
import { createApiToken, readApiTokens, revokeApiToken } from "~/data/api-tokens";
import { openRun, succeedRun } from "~/data/sync-runs";
import { ACTOR } from "../mcp/assistant";
import { makePlan, storePlans, storeShop } from "../reports/stored-plans";

const SHOP = "gift-shop.myshopify.com";

beforeAll(async () => {
  await storeShop(SHOP);
  await storePlans([makePlan(SHOP, 1)]);
  const { runId } = await openRun(SHOP, "first-pull");
  await succeedRun(SHOP, runId);
});

/** Starts it as an assistant's program does. */
async function start(token: string) {
  const variables = Object.entries(process.env).filter(
    // The app's own are not there where an assistant's program runs.
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith("SHOPIFY_"),
  );
  const env = { ...Object.fromEntries(variables), MCP_TOKEN: token, LOG_LEVEL: "trace" };
  const transport = new StdioClientTransport({ command: "npm", args: ["run", "-s", "mcp"], env, stderr: "pipe" });
  const messages: string[] = [];
  transport.stderr?.on("data", (chunk: Buffer) => messages.push(chunk.toString()));
  const client = new Client({ name: "test", version: "1" });
  const strayLines: Error[] = [];
  client.onerror = (error) => strayLines.push(error);
  return { client, strayLines, messages, connect: () => client.connect(transport) };
}

it("npm run mcp serves an assistant beside the running app, and says nothing else on standard output", async () => {
  const token = await createApiToken(SHOP, { name: "desk", canWrite: true }, ACTOR);
  const { client, strayLines, messages, connect } = await start(token);
  await connect();
  expect((await client.listTools()).tools).toHaveLength(11);
  const { structuredContent } = await client.callTool({ name: "list_reorder_suggestions" });
  expect(structuredContent).toMatchObject({ totals: { skus: 1 } });

  const [made] = await readApiTokens(SHOP);
  await revokeApiToken(SHOP, { tokenId: made?.tokenId ?? "", now: new Date(), actor: ACTOR });
  await expect(client.callTool({ name: "get_health" })).rejects.toThrow(/revoked/);
  expect(strayLines).toEqual([]);
  await client.close();

  // The same token again: now it does not even start.
  const late = await start(token);
  await expect(late.connect()).rejects.toThrow();
  expect(late.messages.join("")).toContain("unknown, expired or revoked");
  expect(messages.join("")).toContain("Serving an assistant");
  expect(messages.join("")).not.toContain(token);
});
