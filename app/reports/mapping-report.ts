import {
  readAppliedImports,
  readOpenImport,
  readRequestedImport,
  type ImportSummary,
  type MappingImport,
} from "~/data/mapping-imports";
import { countChangingRows, listMappingChanges, listMappingFaults, type MappingChange } from "~/data/mapping-preview";
import { readLatestRun, type SyncRun } from "~/data/sync-runs";

const ROWS_A_PAGE = 25;
const IMPORTS_SHOWN = 10;
/** A file of which nothing came in for so long has lost its connection. */
const SILENCE_MS = 60_000;

export interface Paged<Row> {
  rows: Row[];
  /** From 1. */
  page: number;
  pages: number;
}

/** One value that a row of a file makes another one. */
export interface MappedValue {
  column: "preferred" | "vendor_sku" | "unit_cost" | "minimum_order_quantity" | "pack_size" | "lead_time_days";
  /** Null where nothing is set. */
  before: string | number | boolean | null;
  after: string | number | boolean | null;
}

export type MappingChangeRow = Pick<MappingChange, "line" | "action" | "variantId" | "sku" | "title" | "vendor"> & {
  values: MappedValue[];
};

/** A file that was uploaded and not applied yet. */
export interface UploadedMapping {
  importId: string;
  fileName: string;
  status: "reading" | "broken-off" | "refused" | "checked" | "applying";
  rowsRead: number;
  refusal: string | null;
  summary: ImportSummary;
  faults: Paged<Awaited<ReturnType<typeof listMappingFaults>>[number]> | null;
  changes: Paged<MappingChangeRow> | null;
}

/** An import that is being applied or undone. */
export interface MappingProgress {
  doing: "applying" | "undoing";
  importId: string;
  /** planning: the vendors are written, plans follow. standing: its process failed or never began. */
  stage: "writing" | "planning" | "standing";
  planned: number;
  toPlan: number;
  /** Why it stands, as far as it is known. */
  error: string | null;
}

export interface PastImport {
  importId: string;
  fileName: string;
  actor: { id: string; name: string | null };
  /** ISO 8601. */
  appliedAt: string;
  undoneAt: string | null;
  summary: ImportSummary;
  /** Only the last one, once. */
  undoable: boolean;
}

export interface MappingReport {
  uploaded: UploadedMapping | null;
  progress: MappingProgress | null;
  imports: PastImport[];
}

/** The state of the mapping by file: what was uploaded, what is being done, what was done. */
export async function readMappingReport(
  shop: string,
  pages: { faults: number; changes: number },
  now: Date,
): Promise<MappingReport> {
  // In this order: work that ends between two of these is still under way here, or done, and never neither.
  const run = await readLatestRun(shop, "mapping-import");
  const [open, requested] = await Promise.all([readOpenImport(shop), readRequestedImport(shop)]);
  const applied = await readAppliedImports(shop, { limit: IMPORTS_SHOWN });
  return {
    uploaded: open && (await describeUploaded(shop, open, pages, now)),
    progress: describeProgress(requested, run, applied[0]),
    imports: applied.map((past, index) => describePast(past, index === 0 && requested === null)),
  };
}

async function describeUploaded(
  shop: string,
  { importId, fileName, status, rowsRead, refusal, summary, columns, updatedAt }: MappingImport,
  pages: { faults: number; changes: number },
  now: Date,
): Promise<UploadedMapping> {
  const isSilent = status === "reading" && now.getTime() - updatedAt.getTime() > SILENCE_MS;
  const described = { importId, fileName, rowsRead, refusal, summary };
  if (status !== "checked") {
    const shown = status === "refused" || status === "applying" ? status : isSilent ? "broken-off" : "reading";
    return { ...described, status: shown, faults: null, changes: null };
  }
  const faults = await readPage(summary.counts?.faults ?? 0, pages.faults, (page) =>
    listMappingFaults(shop, importId, page),
  );
  const changes = await readPage(await countChangingRows(shop, importId), pages.changes, async (page) =>
    (await listMappingChanges(shop, importId, page)).map((change) => describeChange(change, columns)),
  );
  return { ...described, status: "checked", faults, changes };
}

async function readPage<Row>(
  count: number,
  requested: number,
  read: (page: { offset: number; limit: number }) => Promise<Row[]>,
): Promise<Paged<Row>> {
  const pages = Math.max(1, Math.ceil(count / ROWS_A_PAGE));
  const page = Math.min(requested, pages);
  return { rows: await read({ offset: (page - 1) * ROWS_A_PAGE, limit: ROWS_A_PAGE }), page, pages };
}

const OFFER_FIELDS = [
  { column: "vendor_sku", field: "vendorSku" },
  { column: "unit_cost", field: "unitCost" },
  { column: "minimum_order_quantity", field: "minimumOrderQuantity" },
  { column: "pack_size", field: "packSize" },
  { column: "lead_time_days", field: "leadTimeDays" },
] as const;

function describeChange(
  { stored, inFile, ...change }: MappingChange,
  columns: MappingImport["columns"],
): MappingChangeRow {
  if (change.action === "remove") return { ...change, values: [] };
  const offers = OFFER_FIELDS.filter(({ column }) => columns.includes(column)).map(({ column, field }) => ({
    column,
    before: stored?.[field] ?? null,
    after: inFile[field],
  }));
  const preferred = { column: "preferred" as const, before: stored?.preferred ?? false, after: inFile.preferred };
  return {
    ...change,
    values: [...(preferred.after === null ? [] : [preferred]), ...offers].filter(
      ({ before, after }) => before !== after,
    ),
  };
}

function describeProgress(
  requested: MappingImport | null,
  run: SyncRun | null,
  last: MappingImport | undefined,
): MappingProgress | null {
  const counts = { planned: run?.state.mappingImport?.planned ?? 0, toPlan: run?.state.mappingImport?.toPlan ?? 0 };
  if (requested !== null) {
    const isRunning = run?.status === "running";
    return {
      doing: requested.status === "undoing" ? "undoing" : "applying",
      importId: requested.importId,
      stage: isRunning ? "writing" : "standing",
      ...counts,
      error: isRunning ? null : (run?.error ?? null),
    };
  }
  if (run?.status !== "running" || last === undefined) return null;
  const doing = last.undoneAt === null ? ("applying" as const) : ("undoing" as const);
  return { doing, importId: last.importId, stage: "planning", ...counts, error: null };
}

function describePast(
  { importId, fileName, actor, decidedBy, appliedAt, createdAt, undoneAt, status, summary }: MappingImport,
  isLast: boolean,
): PastImport {
  return {
    importId,
    fileName,
    actor: decidedBy ?? actor,
    appliedAt: (appliedAt ?? createdAt).toISOString(),
    undoneAt: undoneAt?.toISOString() ?? null,
    summary,
    undoable: isLast && status === "applied",
  };
}
