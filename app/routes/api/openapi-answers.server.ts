import { z } from "zod";
import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from "zod-openapi";
import { PROBLEM_TYPE, problemSchema } from "~/ops/problem";

/** What every answer to a token says of how often it may still ask. */
const rateHeaders = z.object({
  "RateLimit-Policy": z.string().optional().describe('How often the token may ask, such as "by-token"; q=600; w=60'),
  RateLimit: z
    .string()
    .optional()
    .describe('How often it still may, and for how many seconds, such as "by-token"; r=599; t=60'),
});

const etagHeaders = rateHeaders.extend({
  ETag: z.string().optional().describe("Send it as If-None-Match to be told 304 as long as nothing has changed."),
});

const pageHeaders = etagHeaders.extend({
  Link: z.string().describe("RFC 8288: the addresses of other pages, rel first, prev, next, and of vendors last."),
});

const waitHeaders = z.object({ "Retry-After": z.string().describe("Seconds after which to ask again.") });
const challengeHeaders = z.object({ "WWW-Authenticate": z.string() });

function problem(id: string, description: string, headers?: z.ZodObject): ZodOpenApiResponseObject {
  const content = { [PROBLEM_TYPE]: { schema: problemSchema } };
  return { id, description, content, ...(headers && { headers }) };
}

const UNCHANGED: ZodOpenApiResponseObject = {
  id: "Unchanged",
  description: "What If-None-Match names is still the latest.",
  headers: etagHeaders,
};

const REFUSALS: ZodOpenApiResponsesObject = {
  400: problem("BadRequest", "A search parameter is unknown or cannot be used; every fault is listed."),
  401: problem("Unauthorized", "No token, or none that holds.", challengeHeaders),
  403: problem("Forbidden", "A token that holds elsewhere alone.", challengeHeaders),
  429: problem("TooManyRequests", "The token, or who cannot show one, asks too often.", waitHeaders),
  500: problem("Failed", "The app failed; its log says why."),
  503: problem("NotReady", "The shop's first plan is not ready yet, or the database is away.", waitHeaders),
};

/** An answer that needs no token. */
export function openJson(description: string): ZodOpenApiResponsesObject {
  return { 200: { description, content: { "application/json": { schema: z.looseObject({}) } } }, 304: UNCHANGED };
}

/** The answers of an address that needs a token, by their status. */
export function answersWith(ok: ZodOpenApiResponseObject): ZodOpenApiResponsesObject {
  return { 200: ok, 304: UNCHANGED, ...REFUSALS };
}

export const NOT_FOUND = problem("NotFound", "There is no such thing.");

export function json(description: string, schema: z.ZodType, { isPage = false } = {}): ZodOpenApiResponseObject {
  const headers = isPage ? pageHeaders : etagHeaders;
  return { description, headers, content: { "application/json": { schema } } };
}

export function csv(description: string): ZodOpenApiResponseObject {
  const headers = etagHeaders.extend({ "Content-Disposition": z.string().describe("With the name of the file.") });
  return { description, headers, content: { "text/csv": { schema: z.string() } } };
}
