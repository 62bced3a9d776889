import { describe, expect, it } from "vitest";
import { CSV_COLUMNS } from "~/reports/csv-format";
import { reorderRowSchema } from "~/reports/json/reorder-row-json";
import { toSnakeKeys } from "~/reports/json/snake-keys";

describe("a row as JSON", () => {
  it("has the CSV's columns, in their order", () => {
    expect(Object.keys(reorderRowSchema.shape)).toEqual(CSV_COLUMNS);
  });
});

describe("toSnakeKeys", () => {
  it("renames properties however deep, and leaves values alone", () => {
    const report = { skus: 2, byClass: [{ unitsSold: 5, kindOf: "unitsSold" }], achievedService: null };
    expect(toSnakeKeys(report)).toEqual({
      skus: 2,
      by_class: [{ units_sold: 5, kind_of: "unitsSold" }],
      achieved_service: null,
    });
  });
});
