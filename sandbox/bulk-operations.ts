import { randomBytes } from "node:crypto";
import { mkdtemp, open, rm, stat } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { GraphQLSchema } from "graphql";
import { globalId } from "./admin-api/global-id";
import type { ResolverContext } from "./admin-api/resolvers/resolver";
import { BulkQuery, InvalidBulkQuery } from "./bulk-query";

/** Shopify lets an app run so many bulk queries per shop at once. */
const MAXIMUM_AT_ONCE = 5;
/** Results stay available for seven days. */
const RESULT_LIFETIME_MS = 7 * 86_400_000;
/** The event loop gets its turn at least so often while a result is written. */
const TURN_MS = 8;
const WRITE_CHARACTERS = 256 * 1024;
/** What a result holds when its operation breaks off. */
const OBJECTS_OF_BROKEN_RESULT = 100;

const FIRST_ID = 7_000_000_000_001n;

type BulkOperationStatus = "CREATED" | "RUNNING" | "COMPLETED" | "FAILED" | "CANCELING" | "CANCELED";

export interface BulkOperation {
  /** Numeric. */
  id: string;
  status: BulkOperationStatus;
  errorCode: "ACCESS_DENIED" | "INTERNAL_SERVER_ERROR" | null;
  createdAt: string;
  completedAt: string | null;
  objectCount: number;
  rootObjectCount: number;
  /** Bytes. */
  fileSize: number | null;
  url: string | null;
  partialDataUrl: string | null;
  query: string;
}

interface UserError {
  field: string[] | null;
  message: string;
  code?: string;
}

export interface BulkOperationOutcome {
  bulkOperation: BulkOperation | null;
  userErrors: UserError[];
}

export interface BulkOperationsOptions {
  schema: GraphQLSchema;
  /** The address at which the sandbox serves a result with this name. */
  resultUrl: (name: string) => string;
  now: () => Date;
  onFinish: (operation: BulkOperation) => void;
  /** Whether the next operation breaks off. */
  breaksOff: () => boolean;
}

interface BulkResult {
  path: string;
  expiresAtMs: number;
}

/** The bulk operations of one shop and app: they run one beside the other, without holding up the event loop. */
export class BulkOperations {
  private readonly operations: BulkOperation[] = [];
  private readonly results = new Map<string, BulkResult>();
  private readonly running = new Set<Promise<void>>();
  private folder: Promise<string> | undefined;
  private closed = false;

  constructor(private readonly options: BulkOperationsOptions) {}

  get all(): readonly BulkOperation[] {
    return this.operations;
  }

  find(id: string): BulkOperation | undefined {
    return this.operations.find((operation) => operation.id === id);
  }

  /** Starts a bulk query, or says in Shopify's words why not. */
  runQuery(query: string, groupObjects: boolean, context: ResolverContext): BulkOperationOutcome {
    let bulkQuery: BulkQuery;
    try {
      bulkQuery = new BulkQuery(this.options.schema, query);
    } catch (error) {
      if (!(error instanceof InvalidBulkQuery)) throw error;
      const userErrors = error.reasons.map((message) => ({ field: ["query"], message, code: "INVALID" }));
      return { bulkOperation: null, userErrors };
    }
    const unfinished = this.operations.filter(isUnfinished);
    if (unfinished.length >= MAXIMUM_AT_ONCE) {
      const ids = unfinished.map(({ id }) => globalId("BulkOperation", id)).join(", ");
      const message = `A bulk query operation for this app and shop is already in progress: ${ids}.`;
      return { bulkOperation: null, userErrors: [{ field: null, message, code: "OPERATION_IN_PROGRESS" }] };
    }
    const operation = this.create(query);
    const run = this.run(operation, bulkQuery, groupObjects, context).finally(() => this.running.delete(run));
    this.running.add(run);
    return { bulkOperation: { ...operation }, userErrors: [] };
  }

  cancel(id: string): BulkOperationOutcome {
    const operation = this.find(id);
    if (!operation) {
      return { bulkOperation: null, userErrors: [{ field: ["id"], message: "Bulk operation does not exist" }] };
    }
    if (!isUnfinished(operation)) {
      const message = `A bulk operation cannot be canceled when it is ${operation.status.toLowerCase()}`;
      return { bulkOperation: { ...operation }, userErrors: [{ field: null, message }] };
    }
    operation.status = "CANCELING";
    return { bulkOperation: { ...operation }, userErrors: [] };
  }

  /** The file of a result, or null when there is none of this name any more. */
  resultFile(name: string): string | null {
    const result = this.results.get(name);
    return result && result.expiresAtMs > this.options.now().getTime() ? result.path : null;
  }

  /** Lets every result expire now, as Shopify does after seven days. */
  expireResults(): void {
    for (const result of this.results.values()) result.expiresAtMs = 0;
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all(this.running);
    if (this.folder) await rm(await this.folder, { recursive: true, force: true });
  }

  private create(query: string): BulkOperation {
    const operation: BulkOperation = {
      id: String(FIRST_ID + BigInt(this.operations.length)),
      status: "CREATED",
      errorCode: null,
      createdAt: this.options.now().toISOString(),
      completedAt: null,
      objectCount: 0,
      rootObjectCount: 0,
      fileSize: null,
      url: null,
      partialDataUrl: null,
      query,
    };
    this.operations.push(operation);
    return operation;
  }

  private async run(
    operation: BulkOperation,
    bulkQuery: BulkQuery,
    groupObjects: boolean,
    context: ResolverContext,
  ): Promise<void> {
    await nextTurn();
    if (bulkQuery.deniedField(context)) {
      this.finish(operation, "FAILED", "ACCESS_DENIED");
      return;
    }
    if (operation.status === "CREATED") operation.status = "RUNNING";
    try {
      const name = `${randomBytes(14).toString("hex")}.jsonl`;
      const path = join(await this.resultFolder(), name);
      const breaksOff = this.options.breaksOff();
      const lines = bulkQuery.lines(context, groupObjects);
      await this.write(operation, path, breaksOff ? firstOf(lines, OBJECTS_OF_BROKEN_RESULT) : lines);
      if (this.closed) return;
      if (operation.status === "CANCELING") {
        this.finish(operation, "CANCELED", null);
        return;
      }
      operation.fileSize = (await stat(path)).size;
      this.results.set(name, { path, expiresAtMs: this.options.now().getTime() + RESULT_LIFETIME_MS });
      // A result without objects has no file.
      const url = operation.objectCount === 0 ? null : this.options.resultUrl(name);
      if (breaksOff) {
        operation.partialDataUrl = url;
        this.finish(operation, "FAILED", "INTERNAL_SERVER_ERROR");
        return;
      }
      operation.url = url;
      this.finish(operation, "COMPLETED", null);
    } catch (error) {
      console.error("The sandbox's bulk operation failed", error);
      this.finish(operation, "FAILED", "INTERNAL_SERVER_ERROR");
    }
  }

  private finish(
    operation: BulkOperation,
    status: "COMPLETED" | "FAILED" | "CANCELED",
    errorCode: BulkOperation["errorCode"],
  ): void {
    operation.status = status;
    operation.errorCode = errorCode;
    operation.completedAt = this.options.now().toISOString();
    this.options.onFinish(operation);
  }

  private async write(
    operation: BulkOperation,
    path: string,
    lines: Iterable<{ json: string; isRoot: boolean }>,
  ): Promise<void> {
    const file = await open(path, "w");
    try {
      await this.writeLines(operation, file, lines);
    } finally {
      await file.close();
    }
  }

  private async writeLines(
    operation: BulkOperation,
    file: FileHandle,
    lines: Iterable<{ json: string; isRoot: boolean }>,
  ): Promise<void> {
    let text = "";
    let turnStartedMs = performance.now();
    for (const { json, isRoot } of lines) {
      text += `${json}\n`;
      operation.objectCount += 1;
      if (isRoot) operation.rootObjectCount += 1;
      if (text.length >= WRITE_CHARACTERS) {
        await file.write(text);
        text = "";
      }
      if (performance.now() - turnStartedMs > TURN_MS) {
        await nextTurn();
        turnStartedMs = performance.now();
        if (operation.status === "CANCELING" || this.closed) return;
      }
    }
    await file.write(text);
  }

  private resultFolder(): Promise<string> {
    this.folder ??= mkdtemp(join(tmpdir(), "sandbox-bulk-operations-"));
    return this.folder;
  }
}

function* firstOf<Line>(lines: Iterable<Line>, count: number): Iterable<Line> {
  let given = 0;
  for (const line of lines) {
    if (given++ === count) return;
    yield line;
  }
}

function isUnfinished({ status }: BulkOperation): boolean {
  return status === "CREATED" || status === "RUNNING" || status === "CANCELING";
}
