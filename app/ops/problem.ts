/** An error answer of an API, as RFC 9457 writes it. */
export interface Problem {
  status: number;
  title: string;
  /** What went wrong with this request, and what to do. */
  detail: string;
  /** Every fault of the request, where there can be several. */
  faults?: readonly { name: string; value: string; reason: string }[];
}

export function problemResponse(problem: Problem, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify({ type: "about:blank", ...problem }), {
    status: problem.status,
    headers: { "Content-Type": "application/problem+json", "Cache-Control": "no-store", ...headers },
  });
}
