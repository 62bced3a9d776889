import type { CallToolResult, Tool as ToolDescription } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import { LONGEST_ANSWER_BYTES } from "./answer-size";
import type { Caller } from "./caller";
import { reportFault, ToolError } from "./tool-error";

interface ToolDefinition<Input extends z.ZodObject, Output extends z.ZodObject> {
  name: string;
  title: string;
  /** For the model: what it answers, and when to use it. */
  description: string;
  /**
   * What a call does to the data: nothing; or it puts something else in the place of what was there, which a second call does
   * not do again, or may.
   */
  effect: "reads" | "replaces" | "removes";
  input: Input;
  output: Output;
  /** @throws {ToolError} where it can do nothing, with what to do next */
  run: (caller: Caller, input: z.output<Input>) => Promise<z.output<Output>>;
}

/** A tool that an assistant can call. */
export interface Tool {
  name: string;
  changesSomething: boolean;
  describe: () => ToolDescription;
  /** Never throws: what goes wrong is an answer that says what to do next. */
  call: (caller: Caller, input: unknown) => Promise<CallToolResult>;
}

export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  definition: ToolDefinition<Input, Output>,
): Tool {
  const { name, effect } = definition;
  let description: ToolDescription | undefined;
  return {
    name,
    changesSomething: effect !== "reads",
    describe: () => (description ??= describeTool(definition)),
    async call(caller, input) {
      try {
        return writeAnswer(await runTool(definition, caller, input));
      } catch (error) {
        return refusal(error instanceof ToolError ? error.message : reportFault(error, name, caller));
      }
    },
  };
}

function describeTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  definition: ToolDefinition<Input, Output>,
): ToolDescription {
  const { name, title, description, effect, input, output } = definition;
  return {
    name,
    title,
    description,
    inputSchema: toJsonSchema(input, "input"),
    outputSchema: toJsonSchema(output, "output"),
    annotations: {
      title,
      readOnlyHint: effect === "reads",
      destructiveHint: effect !== "reads",
      idempotentHint: effect !== "removes",
      openWorldHint: false,
    },
  };
}

/**
 * In the draft that clients validate by, and no longer than it has to be: all of it is read before the first question. A format
 * says what the pattern of a date would, in fewer words.
 */
function toJsonSchema(schema: z.ZodObject, io: "input" | "output"): ToolDescription["inputSchema"] {
  const shortened = z.toJSONSchema(schema, {
    target: "draft-7",
    io,
    override: ({ jsonSchema }) => {
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      // What columns mean stands once, in the definitions.
      if (io === "output") delete jsonSchema.description;
    },
  });
  delete shortened.$schema;
  return shortened as ToolDescription["inputSchema"];
}

async function runTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  { name, effect, input: schema, output, run }: ToolDefinition<Input, Output>,
  caller: Caller,
  input: unknown,
): Promise<object> {
  if (effect !== "reads" && !caller.canWrite) {
    throw new ToolError(
      `${name} changes data, and this API token may only read. Tell the user to make a read-write token in the app, under Settings → API tokens, or by npm run token -- --write. Nothing was changed.`,
    );
  }
  const parsed = schema.safeParse(input ?? {});
  if (!parsed.success) throw new ToolError(describeIssues(name, parsed.error));
  return output.parse(await run(caller, parsed.data));
}

function describeIssues(name: string, error: z.ZodError): string {
  const issues = error.issues.map(({ path, message }) => `${path.join(".") || "arguments"}: ${message}`);
  return `${name} was called with arguments that it does not take. Correct these, then call it again: ${issues.join("; ")}.`;
}

function writeAnswer(answer: object): CallToolResult {
  const text = JSON.stringify(answer);
  if (Buffer.byteLength(text) > LONGEST_ANSWER_BYTES) {
    throw new ToolError(
      "The answer is too long to be read. Ask for less, by `limit` or a filter where the tool takes one.",
    );
  }
  return { content: [{ type: "text", text }], structuredContent: answer as Record<string, unknown> };
}

function refusal(message: string): CallToolResult {
  return { isError: true, content: [{ type: "text", text: message }] };
}
