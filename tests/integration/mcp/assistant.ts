import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { createApiToken } from "~/data/api-tokens";
import { action, loader } from "~/routes/mcp";

/** Who makes the tokens. */
export const ACTOR = { id: "test", name: null };

const ADDRESS = "http://localhost:4000/mcp";

/**
 * An assistant's program, by the protocol's own client, at the route itself.
 *
 * @param options.checked has it check each answer by the tool's schema
 */
export async function connectAssistant(token: string, { checked = true } = {}): Promise<Client> {
  const transport = new StreamableHTTPClientTransport(new URL(ADDRESS), {
    requestInit: { headers: { authorization: `Bearer ${token}` } },
    fetch: (url, init) => ask(new Request(url, init)),
  });
  const client = new Client({ name: "test", version: "1" });
  await client.connect(transport);
  if (checked) await client.listTools();
  return client;
}

export async function connectWith(shop: string, { canWrite = false } = {}): Promise<Client> {
  return connectAssistant(await createApiToken(shop, { name: canWrite ? "clerk" : "reader", canWrite }, ACTOR));
}

/** As Remix does: thrown answers are answers. */
async function ask(request: Request): Promise<Response> {
  try {
    const args = { request, params: {}, context: {} };
    return request.method === "GET" ? loader() : await action(args);
  } catch (thrown) {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  }
}

/** A tool's answer, which has to be one and no refusal; the text says the same as what is structured. */
export async function call<Answer>(client: Client, name: string, input: object = {}): Promise<Answer> {
  const { isError, content, structuredContent } = await client.callTool({ name, arguments: { ...input } });
  const text = textOf(content);
  if (isError) throw new Error(text);
  if (JSON.stringify(structuredContent) !== text) throw new Error("The text is another one than what is structured");
  return structuredContent as Answer;
}

/** Why a tool did nothing. */
export async function refusalOf(client: Client, name: string, input: object = {}): Promise<string> {
  const { isError, content } = await client.callTool({ name, arguments: { ...input } });
  if (!isError) throw new Error(`${name} has not refused`);
  return textOf(content);
}

function textOf(content: unknown): string {
  const [part] = content as { text: string }[];
  return part?.text ?? "";
}
