import { connectShop, type ConnectedShop } from "../sync/connected-shop";
import type { Client } from "@modelcontextprotocol/sdk/client/index.js";
import Papa from "papaparse";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createApiToken } from "~/data/api-tokens";
import { FORMULA_BEGIN } from "~/ops/spreadsheet-text";
import { toReorderRowJson, type ReorderRowJson } from "~/reports/json/reorder-row-json";
import { loader as loadCsv } from "~/routes/api.reorder[.]csv";
import { loader as loadJson } from "~/routes/api.reorder[.]json";
import { loader as loadItem } from "~/routes/app.items.$id";
import { loader as loadList } from "~/routes/app._index";
import { closeQueue } from "~/sync/job-queue";
import { ACTOR, call, connectWith } from "../mcp/assistant";
import { pullNow } from "../sync/pulled-facts";

const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36";
const SKUS = 130;
const SAMPLE = 100;

let connected: ConnectedShop;
let token: string;

beforeAll(async () => {
  connected = await connectShop({ skus: SKUS });
  await pullNow(connected.shop, "first-pull");
  token = await createApiToken(connected.shop, { name: "exits", canWrite: false }, ACTOR);
});

afterAll(async () => {
  await closeQueue();
  await connected.sandbox.close();
});

const asMerchant = (path: string) => {
  const headers = { authorization: `Bearer ${connected.sandbox.installation.mintIdToken({})}`, "user-agent": BROWSER };
  return new Request(`http://localhost:4000${path}`, { headers });
};

const asScript = (path: string) =>
  new Request(`http://localhost:4000${path}`, { headers: { authorization: `Bearer ${token}` } });

async function readCsv(): Promise<Record<string, string>[]> {
  const answer = await loadCsv({ request: asScript("/api/reorder.csv"), params: {}, context: {} });
  return Papa.parse<Record<string, string>>(await answer.text(), { header: true, skipEmptyLines: true }).data;
}

async function readJson(): Promise<ReorderRowJson[]> {
  const rows: ReorderRowJson[] = [];
  for (let path: string | undefined = "/api/reorder.json?limit=40"; path !== undefined;) {
    const answer: Response = await loadJson({ request: asScript(path), params: {}, context: {} });
    rows.push(...((await answer.json()) as { rows: ReorderRowJson[] }).rows);
    const next = /<([^>]*)>; rel="next"/.exec(answer.headers.get("Link") ?? "")?.[1];
    path = next && next.replace("http://localhost:4000", "");
  }
  return rows;
}

/** The rows of the list's first pages; what a list leaves out of a row is absent. */
async function readScreen(): Promise<Map<string, object>> {
  const rows = new Map<string, object>();
  let after: string | null = "";
  while (after !== null) {
    const request: Request = asMerchant(`/app?after=${after}`);
    const list = await loadList({ request, params: {}, context: {} });
    if (list.stage !== "ready") throw new Error("The shop has no plan");
    await list.live;
    for (const row of list.rows) rows.set(row.variantId, row);
    after = list.next;
  }
  return rows;
}

async function readItemPage(variantId: string) {
  const item = await loadItem({
    request: asMerchant(`/app/items/${variantId}`),
    params: { id: variantId },
    context: {},
  });
  if (item.stage !== "ready") throw new Error("The shop has no plan");
  return item.item.row;
}

/** What the assistant's list tells, page by page. */
async function readAssistantsList(assistant: Client): Promise<Partial<ReorderRowJson>[]> {
  const rows: Partial<ReorderRowJson>[] = [];
  for (let after: string | null | undefined; after !== null;) {
    const page: { rows: Partial<ReorderRowJson>[]; next: string | null } = await call(
      assistant,
      "list_reorder_suggestions",
      { limit: 50, ...(after && { after }) },
    );
    rows.push(...page.rows);
    after = page.next;
  }
  return rows;
}

/** As the CSV writes it: what a spreadsheet would run begins with an apostrophe. */
function writeCell(value: string | number | null): string {
  if (typeof value === "string" && FORMULA_BEGIN.test(value)) return `'${value}`;
  return value === null ? "" : String(value);
}

/** Another choice every day, and the same all day long. */
function sample<Value>(values: readonly Value[], count: number): Value[] {
  let seed = Math.floor(Date.now() / 86_400_000);
  const keyed = values.map((value) => ({ value, key: (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) }));
  return keyed
    .sort((a, b) => a.key - b.key)
    .slice(0, count)
    .map(({ value }) => value);
}

it("screen, CSV, API and assistant have the same numbers of the same items, in the same order", async () => {
  const json = await readJson();
  const csv = await readCsv();
  const screen = await readScreen();
  const assistant = await connectWith(connected.shop);
  expect(json).toHaveLength(SKUS);
  expect(csv.map((row) => row.variant_id)).toEqual(json.map((row) => row.variant_id));
  expect([...screen.keys()]).toEqual(json.map((row) => row.variant_id));
  const told = await readAssistantsList(assistant);
  expect(json).toMatchObject(told);

  const csvOf = new Map(csv.map((row) => [row.variant_id, row]));
  for (const row of sample(json, SAMPLE)) {
    const what = `variant ${row.variant_id}`;
    const written = Object.entries(row).map(([name, value]) => [name, writeCell(value)]);
    expect(csvOf.get(row.variant_id), `CSV of ${what}`).toEqual(Object.fromEntries(written));
    const page = await readItemPage(row.variant_id);
    expect(toReorderRowJson(page), `page of ${what}`).toEqual(row);
    expect(page, `list of ${what}`).toMatchObject(screen.get(row.variant_id) ?? { missing: true });
    const plan = await call(assistant, "get_item_plan", { variant_id: row.variant_id });
    expect(plan, `assistant on ${what}`).toMatchObject(row);
  }
});
