import { readRequestBody } from "@modelcontextprotocol/sdk/server/requestBody.js";
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import type { ApiAccess } from "~/ops/api-access";
import { problemResponse } from "~/ops/problem";
import { callerWith } from "./caller";
import { createMcpServer } from "./create-mcp-server";

/** A call has a hundred SKUs at most. */
const LARGEST_MESSAGE_BYTES = 256 * 1024;

/** Answers one message of an assistant, by a server of its own: nothing is kept between two. */
export async function answerMcpRequest(request: Request, access: ApiAccess): Promise<Response> {
  const body = await readRequestBody(request, LARGEST_MESSAGE_BYTES);
  if (body.tooLarge) {
    const detail = `A message has ${LARGEST_MESSAGE_BYTES} bytes at most`;
    return problemResponse({ status: 413, title: "Content too large", detail });
  }
  // The protocol has none since June 2025. The library takes them, as one request however many calls they hold.
  if (/^\s*\[/.test(body.text)) {
    return problemResponse({ status: 400, title: "Bad request", detail: "Send one message a request, not a batch" });
  }
  const { url, method, headers } = request;
  return answerMessage(new Request(url, { method, headers, body: body.text }), access);
}

async function answerMessage(message: Request, access: ApiAccess): Promise<Response> {
  const mcp = createMcpServer(async () => callerWith(access));
  // JSON, not a stream: every answer is quick and whole. Without a generator of ids there are no sessions.
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  try {
    await mcp.connect(transport);
    return await transport.handleRequest(message);
  } finally {
    await mcp.close();
  }
}
