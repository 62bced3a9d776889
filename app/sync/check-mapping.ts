import { readLatestEntryId } from "~/data/audit-entries";
import {
  awaitChangesOfRows,
  countMappingChanges,
  decideMappingRows,
  findMappingFaults,
  forgetMappingFaults,
  listNewVendors,
  resolveMappingRows,
} from "~/data/mapping-check";
import { noteChecked, readMappingImport, type ImportSummary } from "~/data/mapping-imports";

const MOST_VENDORS_NAMED = 50;

/**
 * Holds the rows of a file against what is stored: the dry run. Stores for each row what it would do, and every fault.
 *
 * @param ignoredIdentifiers identifiers of rows that could not be read, of items that another one names
 */
export async function checkMapping(
  shop: string,
  importId: string,
  { ignoredIdentifiers }: { ignoredIdentifiers: number },
): Promise<void> {
  const { columns, summary } = await readImportToCheck(shop, importId);
  await check(shop, importId, { columns, summary: { ...summary, ignoredIdentifiers } });
}

/** Once more, for a file without faults of which something is another one than when it was checked. */
export async function checkMappingAgain(shop: string, importId: string): Promise<void> {
  const { columns, summary } = await readImportToCheck(shop, importId);
  await forgetMappingFaults(shop, importId);
  await check(shop, importId, { columns, summary: { ...summary, checkedAgain: true } });
}

async function readImportToCheck(shop: string, importId: string) {
  const mappingImport = await readMappingImport(shop, importId);
  if (!mappingImport) throw new Error(`${shop} has no import ${importId} to check`);
  return mappingImport;
}

async function check(
  shop: string,
  importId: string,
  { columns, summary }: Pick<Awaited<ReturnType<typeof readImportToCheck>>, "columns"> & { summary: ImportSummary },
): Promise<void> {
  await resolveMappingRows(shop, importId);
  const seenEntryId = await readLatestEntryId(shop);
  await awaitChangesOfRows(shop, importId);
  await decideMappingRows(shop, importId, columns);
  await findMappingFaults(shop, importId, columns);
  const counts = await countMappingChanges(shop, importId, columns);
  const newVendors = await listNewVendors(shop, importId, { limit: MOST_VENDORS_NAMED });
  await noteChecked(shop, importId, { ...summary, counts, newVendors }, seenEntryId);
}
