import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import type { ApiAccess } from "~/ops/api-access";
import { callerWith } from "./caller";
import { createMcpServer } from "./create-mcp-server";

/** A call has a hundred SKUs at most. */
const LARGEST_MESSAGE_BYTES = 256 * 1024;

/** Answers one message of an assistant, by a server of its own: nothing is kept between two. */
export async function answerMcpRequest(request: Request, access: ApiAccess): Promise<Response> {
  const mcp = createMcpServer(async () => callerWith(access));
  // JSON, not a stream: every answer is quick and whole. Without a generator of ids there are no sessions.
  const transport = new WebStandardStreamableHTTPServerTransport({
    enableJsonResponse: true,
    maxRequestBodySize: LARGEST_MESSAGE_BYTES,
  });
  try {
    await mcp.connect(transport);
    return await transport.handleRequest(request);
  } finally {
    await mcp.close();
  }
}
