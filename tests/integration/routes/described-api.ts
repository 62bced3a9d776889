import { Validator, type Schema } from "@cfworker/json-schema";
import { expect } from "vitest";
import { describeApi } from "~/routes/api/openapi.server";

export const description = describeApi();

type Parameter = { name: string; in: string };

/** The addresses that the description names, each with its search parameters and the statuses of its answers. */
export const operations = Object.entries(description.paths ?? {}).map(([path, item]) => {
  const { parameters = [], responses = {} } = item.get ?? {};
  const params = (parameters as Parameter[]).filter((parameter) => parameter.in === "query").map(({ name }) => name);
  return { path, params, statuses: Object.keys(responses).map(Number) };
});

/** What answers were held against the description so far, as "/api/vendors 200". */
export const seen = new Set<string>();

/** Holds an answer against what the description says of it: status, type, headers and body. */
export async function expectAsDescribed(path: string, response: Response): Promise<void> {
  const answers: Record<string, object> = description.paths?.[path]?.get?.responses ?? {};
  const answer = resolve(answers[response.status]);
  expect(answer, `${path} answers ${response.status}, which is not described`).toBeDefined();
  for (const [name, header] of Object.entries(resolveAll(answer?.headers))) {
    if (header.required) expect(response.headers.get(name), `${name} of ${path}`).not.toBeNull();
  }
  const type = response.headers.get("Content-Type")?.split(";")[0] ?? "none";
  expect(Object.keys(answer?.content ?? { none: null })).toContain(type);
  if (type.includes("json")) expectBody(answer?.content?.[type]?.schema, await response.clone().json());
  seen.add(`${path} ${response.status}`);
}

interface Answer {
  headers?: Record<string, { required?: boolean }>;
  content?: Record<string, { schema?: object }>;
}

/** Follows a reference within the description. */
function resolve(value: object | undefined): Answer | undefined {
  if (value === undefined || !("$ref" in value)) return value;
  const steps = String(value.$ref).replace("#/", "").split("/");
  return steps.reduce<unknown>((part, step) => (part as Record<string, unknown>)[step], description) as Answer;
}

function resolveAll(headers: Answer["headers"] = {}): Record<string, { required?: boolean }> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, header]) => [name, resolve(header) as { required?: boolean }]),
  );
}

function expectBody(schema: object | undefined, body: unknown): void {
  const whole = { ...schema, components: description.components } as Schema;
  const { errors } = new Validator(whole, "2020-12", false).validate(body);
  expect(errors).toEqual([]);
}
