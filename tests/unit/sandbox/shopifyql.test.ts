import { describe, expect, it } from "vitest";
import { placeOrder } from "../../../sandbox/changes/orders";
import { openSandbox, exchangeToken } from "./open-sandbox";

const ASK =
  "query ($query: String!) { shopifyqlQuery(query: $query) { parseErrors tableData { columns { name } rows } } }";

/** What the app asks for; the small store has its orders up to 14 July 2026. */
const QUERY = `FROM inventory
  SHOW starting_inventory_units, ending_inventory_units
  SINCE 2026-07-12 UNTIL 2026-07-14
  GROUP BY product_variant_id, day
  HAVING ending_inventory_units <= 0
  ORDER BY product_variant_id, day
  LIMIT 100`;

describe("ShopifyQL in the sandbox", () => {
  it("answers the stock of variants by day, from the levels and the sales since", async () => {
    const sandbox = await openSandbox();
    const { data } = await sandbox.ask(ASK, { query: QUERY });
    // TOWEL-S has −2 since 5 were sold on 14 July.
    expect(data).toEqual({
      shopifyqlQuery: {
        parseErrors: [],
        tableData: {
          columns: [
            { name: "product_variant_id" },
            { name: "day" },
            { name: "starting_inventory_units" },
            { name: "ending_inventory_units" },
          ],
          rows: [
            {
              product_variant_id: "202",
              day: "2026-07-14",
              starting_inventory_units: "3",
              ending_inventory_units: "-2",
            },
          ],
        },
      },
    });
  });

  it("counts what was sold while the sandbox runs on its own day", async () => {
    const sandbox = await openSandbox();
    const query = QUERY.replace("UNTIL 2026-07-14", "UNTIL 2026-07-15");
    await sandbox.ask(ASK, { query });
    sandbox.installation.change((change) => placeOrder(change, { lines: [{ variantId: "203", quantity: 10 }] }));
    const { data } = await sandbox.ask(ASK, { query });
    // Of TOWEL-L 7 were there; TOWEL-S has been out since yesterday.
    expect(data).toMatchObject({
      shopifyqlQuery: {
        tableData: {
          rows: [
            { product_variant_id: "202", day: "2026-07-14" },
            { product_variant_id: "202", day: "2026-07-15", starting_inventory_units: "-2" },
            {
              product_variant_id: "203",
              day: "2026-07-15",
              starting_inventory_units: "7",
              ending_inventory_units: "-3",
            },
          ],
        },
      },
    });
  });

  it("gives a page of the rows", async () => {
    const sandbox = await openSandbox();
    const all = QUERY.replace("<= 0", "<= 1000");
    const ask = async (query: string) => {
      const { data } = await sandbox.ask(ASK, { query });
      return (data as { shopifyqlQuery: { tableData: { rows: unknown[] } } }).shopifyqlQuery.tableData.rows;
    };
    const rows = await ask(all);
    expect(rows).toHaveLength(15);
    expect(await ask(all.replace("LIMIT 100", "LIMIT 4 OFFSET 8"))).toEqual(rows.slice(8, 12));
  });

  it.each([
    ["another schema", QUERY.replace("FROM inventory", "FROM sales"), "The schema 'sales' is not known here."],
    [
      "another column",
      QUERY.replace("SHOW starting", "SHOW final"),
      "The column 'final_inventory_units' is not known here.",
    ],
    ["a clause that it lacks", `${QUERY} VISUALIZE ending_inventory_units`, "VISUALIZE is not understood here."],
    [
      "another grouping",
      QUERY.replace("GROUP BY product_variant_id, day", "GROUP BY day"),
      "GROUP BY has to be product_variant_id, day here.",
    ],
    ["no period", QUERY.replace("SINCE 2026-07-12", ""), "SINCE needs a day such as 2026-11-24."],
    ["no query at all", "SELECT 1", "A query begins with FROM, not with 'SELECT 1'."],
  ])("refuses %s with a parse error", async (_what, query, message) => {
    const { data } = await (await openSandbox()).ask(ASK, { query });
    expect(data).toEqual({ shopifyqlQuery: { parseErrors: [message], tableData: null } });
  });

  it("needs the scope read_reports", async () => {
    const sandbox = await openSandbox({ scopes: ["read_products", "read_inventory"] });
    const { body } = await exchangeToken(sandbox);
    const { errors } = await sandbox.ask(ASK, { query: QUERY }, String(body.access_token));
    expect(errors?.[0]).toMatchObject({ extensions: { code: "ACCESS_DENIED" } });
  });
});
