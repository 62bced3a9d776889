import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DATA_TOPICS, readReducedPayload, reducePayload, type DataTopic } from "~/shopify/webhook-payloads";

const FOLDER = "tests/fixtures/webhook-payloads-2026-07";
const sample = (topic: string) => readFileSync(`${FOLDER}/${topic.replace("/", "_")}.json`, "utf8");
const topics = Object.keys(DATA_TOPICS) as DataTopic[];

describe("Shopify's sample payloads", () => {
  it("are there for every topic", () => {
    const samples = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ""));
    expect(samples).toEqual(expect.arrayContaining(topics.map((topic) => topic.replace("/", "_"))));
  });

  it.each(topics)("%s has the form that is expected, and can be read again once it is stored", (topic) => {
    const { payload, unexpected, subjectId } = reducePayload(topic, sample(topic));
    expect(unexpected).toEqual([]);
    expect(subjectId).toMatch(/^\d+$/);
    expect(readReducedPayload(topic, JSON.parse(JSON.stringify(payload)))).toEqual(payload);
  });

  it.each(topics)("%s is kept without a word on customers, staff or addresses", (topic) => {
    const { payload } = reducePayload(topic, sample(topic));
    expect(JSON.stringify(payload)).not.toMatch(/john|smith|steve|jon@|supertoys|street|ottawa|houston|k1n5t5|555/i);
  });
});

describe("a payload", () => {
  const order = (changes: object) =>
    JSON.stringify({ ...(JSON.parse(sample("orders/create")) as object), line_items: [], ...changes });

  it("keeps every digit of ids above 2^53, also of nested ones", () => {
    const body = order({})
      .replace(/"id":\d+/, '"id":9007199254740993')
      .replace(
        '"line_items":[]',
        '"line_items":[{"id":9223372036854775807,"variant_id":9007199254740995,"quantity":2}]',
      );
    expect(reducePayload("orders/create", body)).toMatchObject({
      subjectId: "9007199254740993",
      payload: { line_items: [{ id: "9223372036854775807", variant_id: "9007199254740995", quantity: 2 }] },
    });
  });

  it("of another form tells of what, and at which names, without a value", () => {
    const lines = [
      { id: 1, quantity: "two of Jane's" },
      { id: 2, quantity: 1.5 },
    ];
    const body = order({ id: 5, updated_at: "yesterday", line_items: lines });
    expect(reducePayload("orders/create", body)).toEqual({
      payload: null,
      subjectId: "5",
      unexpected: ["updated_at", "line_items.quantity"],
    });
  });

  it.each([
    ["no JSON", "{", "(body)"],
    ["not an object", "[]", "(body)"],
    ["an id that no database column holds", order({}).replace(/"id":\d+/, '"id":9223372036854775808'), "id"],
    ["a title with a null character", sample("products/create").replace("Example T-Shirt", "\\u0000"), "(characters)"],
  ])("that is, or has, %s is no error", (_name, body, path) => {
    const topic = path === "(characters)" ? "products/create" : "orders/create";
    expect(reducePayload(topic, body)).toMatchObject({ payload: null, unexpected: [path] });
  });

  it("of a topic that nobody asked for is kept by its name alone", () => {
    expect(reducePayload("carts/update", '{"id":7,"note":"Jane"}')).toEqual({
      payload: null,
      subjectId: "7",
      unexpected: ["(topic)"],
    });
  });
});
