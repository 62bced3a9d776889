import { z } from "zod";

/** An error answer of an API, as RFC 9457 writes it. */
export const problemSchema = z.object({
  type: z.literal("about:blank"),
  title: z.string(),
  status: z.int().describe("That of the answer."),
  detail: z.string().describe("What went wrong with this request, and what to do."),
  faults: z
    .array(
      z.object({
        name: z.string().describe("Of the search parameter."),
        value: z.string(),
        reason: z.string().describe("Continues “name=value …”."),
      }),
    )
    .optional()
    .describe("Every fault of the request, where there can be several."),
});

export interface Problem extends Pick<z.infer<typeof problemSchema>, "title" | "status" | "detail"> {
  faults?: readonly { name: string; value: string; reason: string }[];
}

export const PROBLEM_TYPE = "application/problem+json";

export function problemResponse(problem: Problem, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify({ type: "about:blank", ...problem }), {
    status: problem.status,
    headers: { "Content-Type": PROBLEM_TYPE, "Cache-Control": "no-store", ...headers },
  });
}
