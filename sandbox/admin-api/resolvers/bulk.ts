import type { BulkOperation } from "../../bulk-operations";
import type { SortValue } from "../connections";
import { globalId, parseGlobalIdOf } from "../global-id";
import type { SearchFields } from "../search-filters";
import { byChoice, byTime } from "../search-filters";
import type { ResolverMap, SearchArguments } from "./resolver";
import { chosenSortKey, searchedNodes } from "./resolver";
import { sortedList } from "../connections";

export const bulkResolvers: ResolverMap = {
  QueryRoot: {
    bulkOperation: (_root: unknown, { id }: { id: string }, { bulkOperations }) =>
      bulkOperations.find(parseGlobalIdOf("BulkOperation", id).id) ?? null,
    bulkOperations: (_root: unknown, args: SearchArguments & { sortKey: string }, context, path) => {
      const sortValue = chosenSortKey(BULK_OPERATION_SORT_VALUES, args.sortKey, "bulkOperations");
      const list = sortedList(context.bulkOperations.all, sortValue);
      return searchedNodes(list, args, BULK_OPERATION_SEARCH, context, path);
    },
    currentBulkOperation: (_root: unknown, { type }: { type?: string | null }, { bulkOperations }) =>
      type === "MUTATION" ? null : (bulkOperations.all.at(-1) ?? null),
  },
  Mutation: {
    bulkOperationRunQuery: (
      _root: unknown,
      { query, groupObjects }: { query: string; groupObjects: boolean },
      context,
    ) => context.bulkOperations.runQuery(query, groupObjects, context),
    bulkOperationCancel: (_root: unknown, { id }: { id: string }, { bulkOperations }) =>
      bulkOperations.cancel(parseGlobalIdOf("BulkOperation", id).id),
  },
  BulkOperation: {
    id: (operation: BulkOperation) => globalId("BulkOperation", operation.id),
    status: (operation: BulkOperation) => operation.status,
    type: () => "QUERY",
    errorCode: (operation: BulkOperation) => operation.errorCode,
    createdAt: (operation: BulkOperation) => operation.createdAt,
    completedAt: (operation: BulkOperation) => operation.completedAt,
    objectCount: (operation: BulkOperation) => String(operation.objectCount),
    rootObjectCount: (operation: BulkOperation) => String(operation.rootObjectCount),
    fileSize: (operation: BulkOperation) => (operation.fileSize === null ? null : String(operation.fileSize)),
    url: (operation: BulkOperation) => operation.url,
    partialDataUrl: (operation: BulkOperation) => operation.partialDataUrl,
    query: (operation: BulkOperation) => operation.query,
  },
};

const BULK_OPERATION_SORT_VALUES: Readonly<Record<string, (operation: BulkOperation) => SortValue>> = {
  CREATED_AT: (operation) => operation.createdAt,
  COMPLETED_AT: (operation) => operation.completedAt ?? "",
};

const BULK_OPERATION_SEARCH: SearchFields<BulkOperation> = {
  fields: {
    status: byChoice<BulkOperation>({
      created: ({ status }) => status === "CREATED",
      running: ({ status }) => status === "RUNNING",
      completed: ({ status }) => status === "COMPLETED",
      failed: ({ status }) => status === "FAILED",
      canceling: ({ status }) => status === "CANCELING",
      canceled: ({ status }) => status === "CANCELED",
    }),
    operation_type: byChoice<BulkOperation>({ query: () => true, mutation: () => false }),
    created_at: byTime("created_at", (operation) => operation.createdAt),
    completed_at: byTime("completed_at", (operation) => operation.completedAt),
  },
  unsupported: ["id"],
};
