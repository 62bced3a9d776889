import type { ServerBuild } from "@remix-run/node";
import { expect, it } from "vitest";
import { createRouteFinder } from "~/ops/route-finder";

const MANIFEST = {
  root: { id: "root", path: "" },
  home: { id: "home", parentId: "root", index: true },
  app: { id: "app", parentId: "root", path: "app" },
  list: { id: "list", parentId: "app", index: true },
  vendor: { id: "vendor", parentId: "app", path: "vendors/:id" },
  newVendor: { id: "newVendor", parentId: "app", path: "vendors/new" },
  csv: { id: "csv", parentId: "root", path: "api/reorder.csv" },
} as unknown as ServerBuild["routes"];

it.each([
  ["/", "/"],
  ["/_root.data", "/"],
  ["/app", "/app"],
  ["/app.data", "/app"],
  ["/app/vendors/17", "/app/vendors/:id"],
  ["/app/vendors/17.data", "/app/vendors/:id"],
  ["/app/vendors/new", "/app/vendors/new"],
  ["/api/reorder.csv", "/api/reorder.csv"],
  ["/wp-login.php", "none"],
  ["/app/vendors/%E0%A4%A", "/app/vendors/:id"],
])("%s is a request of %s", (path, route) => {
  expect(createRouteFinder(MANIFEST)(path).name).toBe(route);
});

it("knows the routes around it, the outermost first", () => {
  expect(createRouteFinder(MANIFEST)("/app/vendors/17.data").ids).toEqual(["root", "app", "vendor"]);
  expect(createRouteFinder(MANIFEST)("/wp-login.php").ids).toEqual([]);
});
