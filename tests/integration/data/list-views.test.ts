import { beforeEach, describe, expect, it } from "vitest";
import { parseLook, USUAL_LOOK } from "~/components/list-look";
import {
  changeListView,
  createListView,
  deleteListView,
  MOST_VIEWS,
  renameListView,
  saveListLook,
} from "~/data/list-views";
import { readListFrame } from "~/data/list-frame";
import { deleteShop } from "~/data/shops";
import { pool } from "~/db.server";
import { DEMAND_CLASSES } from "~/planning/demand-class";
import { PLAN_STATUSES } from "~/planning/plan-status";
import { defaultReorderQuery, VELOCITY_DECILES } from "~/reports/reorder-query";
import { addressOf, searchOf } from "~/routes/reorder-list/list-address";
import { parseViewForm } from "~/routes/reorder-list/parse-view-form.server";
import { findShownView } from "~/routes/reorder-list/read-view.server";

const SHOP = "views.myshopify.com";
const OTHER_SHOP = "other-views.myshopify.com";
const LOOK = { columns: ["sku", "leadTimeDays"], density: "compact" } as const;

beforeEach(async () => {
  await pool.query("DELETE FROM list_views");
});

async function create(name: string, { shop = SHOP, query = "status=reorder-now" } = {}): Promise<string> {
  const outcome = await createListView(shop, "all", { name, query, ...LOOK });
  if (outcome.kind !== "saved") throw new Error(`${name} was not saved: ${outcome.kind}`);
  return outcome.viewId;
}

const namesOf = async (shop: string) => (await readListFrame(shop, "all")).views.views.map(({ name }) => name);

describe("the views of a list", () => {
  it("are kept with what they show and look like, for one list of one shop", async () => {
    const viewId = await create("Air freight");
    await create("Air freight", { shop: OTHER_SHOP, query: "" });
    const view = { viewId, name: "Air freight", query: "status=reorder-now", ...LOOK };
    expect((await readListFrame(SHOP, "all")).views).toEqual({ views: [view], look: null });
    expect((await readListFrame(SHOP, "fast-movers")).views).toEqual({ views: [], look: null });

    // Another shop knows the id, and changes nothing by it.
    expect(await changeListView(OTHER_SHOP, viewId, { query: "" })).toEqual({ kind: "unknown-view" });
    expect(await renameListView(OTHER_SHOP, viewId, "Mine")).toEqual({ kind: "unknown-view" });
    await deleteListView(OTHER_SHOP, viewId);
    expect((await readListFrame(SHOP, "all")).views.views).toEqual([view]);

    await deleteShop(SHOP);
    expect([await namesOf(SHOP), await namesOf(OTHER_SHOP)]).toEqual([[], ["Air freight"]]);
  });

  it("have a name each, whatever its case", async () => {
    const christmas = await create("Christmas");
    const air = await create("Air freight");
    const taken = { kind: "name-taken" };
    expect(await createListView(SHOP, "all", { name: " CHRISTMAS ", query: "", ...LOOK })).toEqual(taken);
    expect(await renameListView(SHOP, air, "christmas")).toEqual(taken);
    expect(await renameListView(SHOP, christmas, "CHRISTMAS")).toMatchObject({ kind: "saved" });
    expect(await createListView(SHOP, "fast-movers", { name: "Christmas", query: "", ...LOOK })).toMatchObject({
      kind: "saved",
    });
    expect(await namesOf(SHOP)).toEqual(["CHRISTMAS", "Air freight"]);
  });

  it("are overwritten in what is named, and deleted", async () => {
    const viewId = await create("Air freight");
    await changeListView(SHOP, viewId, { query: "q=mug" });
    await changeListView(SHOP, viewId, { density: "comfortable" });
    expect((await readListFrame(SHOP, "all")).views.views).toEqual([
      { viewId, name: "Air freight", query: "q=mug", columns: LOOK.columns, density: "comfortable" },
    ]);
    await deleteListView(SHOP, viewId);
    expect(await changeListView(SHOP, viewId, { query: "" })).toEqual({ kind: "unknown-view" });
    expect(await namesOf(SHOP)).toEqual([]);
  });

  it("are some dozens at most", async () => {
    for (let number = 1; number <= MOST_VIEWS; number++) await create(`View ${number}`);
    expect(await createListView(SHOP, "all", { name: "One more", query: "", ...LOOK })).toEqual({ kind: "too-many" });
  });

  it("leave the look of the list without one to itself", async () => {
    await create("Air freight");
    await saveListLook(SHOP, "all", { columns: ["vendor"], density: "comfortable" });
    await saveListLook(SHOP, "all", { columns: ["barcode"], density: "compact" });
    const { views, look } = (await readListFrame(SHOP, "all")).views;
    expect(look).toEqual({ columns: ["barcode"], density: "compact" });
    expect(views).toHaveLength(1);
    expect(parseLook({ columns: ["unheard-of"], density: "" })).toEqual(USUAL_LOOK);
  });
});

describe("an address", () => {
  const show = async (search: string) => {
    const shown = findShownView(new URLSearchParams(search), (await readListFrame(SHOP, "all")).views);
    const missing = shown.missing.map(({ value }) => value);
    return { viewId: shown.viewId, columns: shown.look.columns, search: shown.searchParams.toString(), missing };
  };

  it("shows the view that it names, or what it says itself", async () => {
    const viewId = await create("Air freight");
    const { columns } = LOOK;
    expect(await show(`view=${viewId}`)).toEqual({ viewId, columns, search: "status=reorder-now", missing: [] });
    expect(await show(`view=${viewId}&after=abc&embedded=1`)).toMatchObject({
      search: "status=reorder-now&after=abc&embedded=1",
    });
    expect(await show(`view=${viewId}&q=mug`)).toEqual({ viewId, columns, search: "q=mug", missing: [] });
    const gone = { viewId: null, columns: USUAL_LOOK.columns, search: "q=mug", missing: ["999999"] };
    expect(await show("view=999999&q=mug")).toEqual(gone);
  });

  it("is that of the view as long as it shows what was saved, and its own otherwise", async () => {
    const query = { ...defaultReorderQuery("all"), statuses: ["reorder-now"] as const };
    const view = { viewId: "7", query: searchOf(query, "filters") };
    expect(view.query).toBe("status=reorder-now");
    expect(addressOf(query, view)).toBe("view=7");
    expect(addressOf({ ...query, after: "abc" }, view)).toBe("view=7&after=abc");
    const all = { ...query, statuses: [] };
    expect(addressOf(all, view)).toBe("view=7&sort=suggested_order_quantity&direction=desc");
    expect(addressOf(all, undefined)).toBe("");
    expect(searchOf({ ...all, view: "vendor", vendorId: "3" })).toBe("");
  });
});

describe("the form of a view", () => {
  const create = (fields: { name?: string; query?: string }) => {
    const form = new FormData();
    const texts = { name: "Mugs", query: "", columns: "sku,vendor", density: "compact", ...fields };
    for (const [field, text] of Object.entries({ intent: "create", list: "all", ...texts })) form.set(field, text);
    return parseViewForm(form);
  };

  it("has a name that there is something to read in, or says that it has none", () => {
    expect(create({ name: " Air   freight " })).toMatchObject({ name: "Air freight", columns: ["sku", "vendor"] });
    expect(create({ name: "x".repeat(40) })).toMatchObject({ name: "x".repeat(40) });
    for (const name of ["", " \t\u00a0 ", "x".repeat(41)]) expect(create({ name })).toMatchObject({ name: null });
  });

  it("holds whatever a list can be narrowed to", () => {
    const query = searchOf({
      ...defaultReorderQuery("all"),
      q: "漢".repeat(200),
      statuses: PLAN_STATUSES,
      demandClasses: DEMAND_CLASSES,
      deciles: VELOCITY_DECILES,
    });
    expect(create({ query })).toMatchObject({ query });
  });
});
