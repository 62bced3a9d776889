import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { VendorTabs } from "~/components/vendor-tabs";
import { renderInPolaris } from "./render-in-polaris";

describe("VendorTabs", () => {
  it("leads to every page of the vendor, and says which one this is", () => {
    renderInPolaris(<VendorTabs vendorId="7" selected="skus" />);
    const links = screen.getAllByRole("link");
    expect(
      links.map((link) => [link.textContent, link.getAttribute("href"), link.getAttribute("aria-current")]),
    ).toEqual([
      ["Order", "/app/vendors/7", null],
      ["SKUs", "/app/vendors/7/skus", "page"],
      ["Details", "/app/vendors/7/details", null],
    ]);
  });
});
