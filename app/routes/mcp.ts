import type { ActionFunctionArgs } from "@remix-run/node";
import { answerMcpRequest } from "~/mcp/answer-mcp-request";
import { authenticateApiRequest } from "~/ops/api-access";
import { problemResponse } from "~/ops/problem";

/** Assistants call the app's tools here: MCP's streamable HTTP, without sessions. */
export async function action({ request }: ActionFunctionArgs): Promise<Response> {
  if (request.method !== "POST") return refuseMethod();
  return answerMcpRequest(request, await authenticateApiRequest(request, new Date()));
}

/** Without sessions there is nothing to listen to by GET. */
export function loader(): Response {
  return refuseMethod();
}

function refuseMethod(): Response {
  const detail = "Assistants send MCP messages here by POST; see docs/mcp.md for how to connect one";
  return problemResponse({ status: 405, title: "Method not allowed", detail }, { Allow: "POST" });
}
