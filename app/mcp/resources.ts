import { ResourceTemplate, type McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { CSV_PROPERTIES, formatCsvHeader } from "~/reports/csv-format";
import { formatCsvLines } from "~/reports/csv-lines";
import { findReorderPageQuery } from "~/reports/find-reorder-query";
import { readReorderPage } from "~/reports/reorder-report";
import { LONGEST_ANSWER_BYTES } from "./answer-size";
import type { Caller } from "./caller";
import { writeDefinitions } from "./definitions";
import { describeFaults } from "./list-arguments";
import { readAsOf } from "./plan-in-time";
import { reportFault, ToolError } from "./tool-error";

const DEFINITIONS = "inventory://definitions";
const CSV = "inventory://reorder.csv";
/** As many as fit an answer when titles are short. */
const ROWS_PER_PART = 200;

/** What an assistant can read without calling a tool. */
export function registerResources(mcp: McpServer, identify: () => Promise<Caller>): void {
  mcp.registerResource(
    "definitions",
    DEFINITIONS,
    {
      title: "Definitions",
      description: "What every term and column means, and how a reorder point is calculated.",
      mimeType: "text/markdown",
    },
    () => ({ contents: [{ uri: DEFINITIONS, mimeType: "text/markdown", text: writeDefinitions() }] }),
  );
  const readPart = async (uri: URL) => {
    const caller = await identify();
    try {
      return await readCsv(caller, uri);
    } catch (error) {
      if (error instanceof ToolError) throw error;
      throw new ToolError(reportFault(error, CSV, caller));
    }
  };
  const csv = {
    title: "Reorder list as CSV",
    description:
      "The reorder list as the app's CSV, most units to order first, as many rows as an answer has room for; what follows is named beside them. Scripts get all of it at once from /api/reorder.csv.",
    mimeType: "text/csv",
  };
  mcp.registerResource("reorder-csv", CSV, csv, readPart);
  // Reserved expansion, since the library wants every parameter of a form-style query to be there.
  mcp.registerResource(
    "filtered-reorder-csv",
    new ResourceTemplate(`${CSV}{+query}`, { list: undefined }),
    {
      ...csv,
      title: "Filtered reorder list as CSV",
      description: `${csv.description} \`query\` is the API's: ?view=all|vendor|fast-movers, vendor, status, class, decile, q, location, sort, direction, after; such as ${CSV}?status=out-of-stock,reorder-now.`,
    },
    readPart,
  );
}

async function readCsv({ shop }: Caller, uri: URL) {
  await readAsOf(shop);
  const found = await findReorderPageQuery(shop, uri.searchParams);
  if (!found.ok) throw new ToolError(describeFaults(found.faults));
  const { text, next, left } = await readCsvPart(shop, found.query, ROWS_PER_PART);
  const contents = [{ uri: uri.href, mimeType: "text/csv", text }];
  if (next === null) return { contents };
  const params = new URLSearchParams(uri.searchParams);
  params.set("after", next);
  const nextUri = `${CSV}?${params.toString()}`;
  const note = `These are not all of the ${left} rows. Those that follow: ${nextUri}`;
  return { contents: [...contents, { uri: nextUri, mimeType: "text/plain", text: note }] };
}

type CsvQuery = Parameters<typeof readReorderPage>[1];

async function readCsvPart(
  shop: string,
  query: CsvQuery,
  limit: number,
): Promise<{ text: string; next: string | null; left: number }> {
  const { rows, next, totals } = await readReorderPage(shop, query, { pageSize: limit, whenEmpty: "end of list" });
  const cells = rows.map((row) => CSV_PROPERTIES.map((property) => row[property]));
  const text = formatCsvHeader() + formatCsvLines(cells);
  if (limit > 1 && Buffer.byteLength(text) > LONGEST_ANSWER_BYTES) {
    return readCsvPart(shop, query, Math.floor(limit / 2));
  }
  return { text, next, left: totals.skus };
}
