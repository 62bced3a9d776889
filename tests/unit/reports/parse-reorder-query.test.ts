import { describe, expect, it } from "vitest";
import { parseReorderQuery } from "~/reports/parse-reorder-query";
import { SORT_KEYS, defaultReorderQuery, serializeReorderQuery } from "~/reports/reorder-query";
import type { ReorderQuery } from "~/reports/reorder-query";
import { encodeRowCursor } from "~/reports/row-cursor";

const onScreen = (search: string) => parseReorderQuery(new URLSearchParams(search), { mode: "screen" });
const byApi = (search: string) => parseReorderQuery(new URLSearchParams(search), { mode: "api" });

function faultsOf(search: string) {
  const answer = byApi(search);
  return answer.ok ? [] : answer.faults;
}

describe("the defaults of a view", () => {
  it("opens All with what to order most of", () => {
    expect(onScreen("").query).toEqual({
      view: "all",
      statuses: [],
      demandClasses: [],
      deciles: [],
      q: "",
      sort: "suggestedOrderQuantity",
      direction: "desc",
    });
  });

  it("opens Fast Movers with the shop's deciles, fastest first", () => {
    const answer = parseReorderQuery(new URLSearchParams("view=fast-movers"), { mode: "api", fastMoverDeciles: 3 });
    expect(answer).toMatchObject({
      ok: true,
      query: { deciles: [1, 2, 3], sort: "meanDailyDemand", direction: "desc" },
    });
  });

  it("groups the vendor view by vendor as long as none is chosen", () => {
    expect(byApi("view=vendor")).toMatchObject({ query: { sort: "vendor", direction: "asc" } });
    expect(byApi("view=vendor&vendor=7")).toMatchObject({ query: { vendorId: "7", sort: "suggestedOrderQuantity" } });
  });

  it("shows the least cover first when sorted by cover", () => {
    expect(onScreen("sort=days_of_cover").query).toMatchObject({ sort: "daysOfCover", direction: "asc" });
  });
});

describe("values", () => {
  it.each([
    "status=reorder-now&status=out-of-stock",
    "status=reorder-now,out-of-stock",
    "status= reorder-now , out-of-stock,",
  ])("reads a list from %s", (search) => {
    expect(onScreen(search)).toMatchObject({ query: { statuses: ["out-of-stock", "reorder-now"] }, ignored: [] });
  });

  it("reads demand classes, and names the ones that there are", () => {
    expect(onScreen("class=new,smooth").query.demandClasses).toEqual(["smooth", "new"]);
    expect(byApi("class=seasonal")).toMatchObject({
      ok: false,
      faults: [{ name: "class", reason: "is not one of smooth, erratic, intermittent, lumpy, new, no-sales" }],
    });
  });

  it("keeps what is to be ordered alone when asked to, and takes no other word for it", () => {
    expect(onScreen("to_order=true").query.toOrder).toBe(true);
    expect(byApi("to_order=yes")).toMatchObject({
      ok: false,
      faults: [{ name: "to_order", reason: "is not one of true" }],
    });
  });

  it("reads deciles one by one and as ranges, each once", () => {
    expect(onScreen("decile=9,1-3&decile=2,10").query.deciles).toEqual([1, 2, 3, 9, 10]);
  });

  it("takes an empty value for an absent one, as forms send it", () => {
    expect(byApi("vendor=&status=&decile=&q=&location=&view=")).toEqual({
      ok: true,
      query: defaultReorderQuery("all"),
    });
  });

  it("keeps what is searched as it was typed, less the spaces around it", () => {
    expect(onScreen("q=%20100%25%20Cotton_%20").query.q).toBe("100% Cotton_");
  });

  it.each(SORT_KEYS)("sorts by %s under the name of its CSV column", (key) => {
    const column = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    expect(onScreen(`sort=${column}`)).toMatchObject({ query: { sort: key }, ignored: [] });
  });
});

describe("a screen", () => {
  it("falls back to the default for what it cannot use, and says so", () => {
    const { query, ignored } = onScreen(
      "view=nonsense&vendor=acme&status=reorder-now,gone&decile=0&location=1.5&sort=price&direction=up&colour=red",
    );
    expect(query).toEqual({ ...defaultReorderQuery("all"), statuses: ["reorder-now"] });
    expect(ignored.map(({ name, value }) => `${name}=${value}`).sort()).toEqual([
      "colour=red",
      "decile=0",
      "direction=up",
      "location=1.5",
      "sort=price",
      "status=gone",
      "vendor=acme",
      "view=nonsense",
    ]);
    expect(ignored.every(({ reason }) => reason !== "")).toBe(true);
  });

  it("does not mistake what Shopify's admin adds to the URL for a fault", () => {
    expect(onScreen("embedded=1&host=YWRtaW4&shop=a.myshopify.com&id_token=x&locale=en&hmac=y").ignored).toEqual([]);
  });

  it("leaves the view to the route that fixes it, and says so when the URL differs", () => {
    const { query, ignored } = parseReorderQuery(new URLSearchParams("view=all&vendor=9"), {
      mode: "screen",
      view: "vendor",
      vendorId: "7",
    });
    expect(query).toMatchObject({ view: "vendor", vendorId: "7" });
    expect(ignored.map(({ name }) => name)).toEqual(["view", "vendor"]);
  });

  it("refuses a range of deciles that ends before it begins", () => {
    expect(onScreen("decile=3-1")).toMatchObject({ query: { deciles: [] }, ignored: [{ name: "decile" }] });
  });

  it("refuses a second value where there can be one", () => {
    expect(onScreen("sort=sku&sort=available")).toMatchObject({
      query: { sort: "suggestedOrderQuantity" },
      ignored: [{ name: "sort", reason: "is given more than once" }],
    });
  });
});

describe("the place in the list", () => {
  const bySku = { sort: "sku", direction: "asc" } as const;
  const cursor = encodeRowCursor(bySku, { value: "A-1", variantId: "42" });

  it("is read in the order that it was made for", () => {
    expect(onScreen(`sort=sku&after=${cursor}`)).toMatchObject({ query: { after: cursor }, ignored: [] });
    expect(onScreen(`sort=sku&before=${cursor}`)).toMatchObject({ query: { before: cursor }, ignored: [] });
  });

  const forged = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString("base64url");
  it.each([
    ["of another order", `sort=available&after=${cursor}`],
    ["of the other direction", `sort=sku&direction=desc&after=${cursor}`],
    ["that is no cursor", "sort=sku&after=nonsense"],
    ["with a value of another type", `sort=available&after=${forged("available", "asc", "42", "1; DROP TABLE plans")}`],
    ["beyond the type's range", `sort=available&after=${forged("available", "asc", "42", "9999999999")}`],
    ["without a value where each row has one", `sort=available&after=${forged("available", "asc", "42", null)}`],
    ["with a character that no text has", `sort=sku&after=${forged("sku", "asc", "42", "\0")}`],
  ])("is ignored when it is one %s", (_, search) => {
    const { query, ignored } = onScreen(search);
    expect(query.after).toBeUndefined();
    expect(ignored).toMatchObject([{ name: "after" }]);
  });

  it("is one, not two", () => {
    const { query, ignored } = onScreen(`sort=sku&after=${cursor}&before=${cursor}`);
    expect(query).toMatchObject({ after: cursor });
    expect(query.before).toBeUndefined();
    expect(ignored).toMatchObject([{ name: "before" }]);
  });
});

describe("the API", () => {
  it("refuses a call with every fault of it", () => {
    expect(
      faultsOf("view=x&status=gone,reorder-now&decile=11&sort=colour&direction=up&location=here&page=2"),
    ).toMatchObject([
      { name: "page", value: "2" },
      { name: "view", value: "x" },
      { name: "status", value: "gone" },
      { name: "decile", value: "11" },
      { name: "location", value: "here" },
      { name: "sort", value: "colour" },
      { name: "direction", value: "up" },
    ]);
  });

  it("names what it would take", () => {
    expect(faultsOf("view=x")[0]?.reason).toBe("is not one of all, vendor, fast-movers");
    expect(faultsOf("vendor=x")[0]?.reason).toContain('"none"');
    expect(faultsOf("sort=x")[0]?.reason).toContain("suggested_order_quantity");
  });

  it("has no paging: a part must not pass for the whole", () => {
    expect(faultsOf("after=abc&before=def").map(({ name }) => name)).toEqual(["after", "before"]);
  });

  it.each(["q=%00", `q=${"x".repeat(201)}`, "q=a%0Ab"])("refuses the search %s", (search) => {
    expect(faultsOf(search)).toMatchObject([{ name: "q" }]);
  });

  it.each(["vendor=0", "vendor=-1", "vendor=12345678901234567890", "location=%C2%B2"])(
    "refuses the id of %s",
    (search) => {
      expect(faultsOf(search)).toHaveLength(1);
    },
  );
});

describe("a query written as search params", () => {
  const queries: ReorderQuery[] = [
    defaultReorderQuery("all"),
    defaultReorderQuery("vendor"),
    defaultReorderQuery("vendor", "none"),
    { ...defaultReorderQuery("fast-movers"), deciles: [1, 2, 3] },
    {
      ...defaultReorderQuery("vendor", "12"),
      statuses: ["out-of-stock", "no-sales"],
      demandClasses: ["erratic", "no-sales"],
      deciles: [2, 10],
      toOrder: true,
      q: "50% & more, ü",
      locationId: "99",
      sort: "daysOfCover",
      direction: "desc",
    },
  ];

  it.each(queries)("reads back as it was: %o", (query) => {
    expect(byApi(serializeReorderQuery(query))).toEqual({ ok: true, query });
  });

  it("leaves the defaults out", () => {
    expect(serializeReorderQuery(defaultReorderQuery("all"))).toBe("");
    expect(serializeReorderQuery({ ...defaultReorderQuery("all"), sort: "daysOfCover", direction: "asc" })).toBe(
      "sort=days_of_cover",
    );
  });

  it("drops the place for an export", () => {
    const query = { ...defaultReorderQuery("all"), after: "xyz" };
    expect(serializeReorderQuery(query)).toBe("after=xyz");
    expect(serializeReorderQuery(query, "filters")).toBe("");
  });
});
