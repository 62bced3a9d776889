import { fireEvent, screen, within } from "@testing-library/react";
import { useState, type ComponentProps } from "react";
import { describe, expect, it, vi } from "vitest";
import { withoutSettledErrors, writeAlertTexts, type AlertFormErrors } from "~/components/alerts/alert-texts";
import { AlertsForm } from "~/components/alerts/alerts-form";
import { DeliveriesCard } from "~/components/alerts/deliveries-card";
import { PreviewCard } from "~/components/alerts/preview-card";
import { ShopNews } from "~/components/home/shop-news";
import type { VendorSearch } from "~/components/vendor-search";
import type { AlertsReport } from "~/reports/alerts-report";
import { renderInPolaris } from "./render-in-polaris";
import { foundVendors, vendorSearch } from "./vendor-searches";

const report: AlertsReport = {
  settings: {
    statuses: ["out-of-stock", "reorder-now"],
    showsOnHome: true,
    emails: ["buyer@example.com"],
    frequency: "daily",
    dailyAt: "08:00",
    quietHours: null,
    vendorIds: null,
    language: "en",
  },
  statuses: ["out-of-stock", "reorder-now", "reorder-soon"],
  webhook: { kind: "stored", host: "hooks.slack.com" },
  isMailSetUp: true,
  vendors: [],
  deliveries: [],
  entries: [],
  seenEntryId: "0",
};

function renderForm(
  changes: Partial<AlertsReport> = {},
  errors: AlertFormErrors = {},
  search = vendorSearch({ choices: foundVendors({ 7: "Ada" }) }),
) {
  const onChange = vi.fn();
  const shown = { ...report, ...changes };
  const untested = { send: vi.fn(), isUnderWay: false, failure: null };
  const actions = {
    isChanged: false,
    tests: { email: untested, webhook: { ...untested, send: vi.fn(), failure: "Nobody answered." } },
    onRemoveWebhook: vi.fn(),
    onNewSecret: vi.fn(),
  };
  renderInPolaris(
    <AlertsForm
      report={shown}
      nextDigest={{ kind: "at", at: "2026-03-02T08:00:00.000Z" }}
      texts={writeAlertTexts(shown.settings)}
      errors={errors}
      onChange={onChange}
      onSubmit={vi.fn()}
      disabled={false}
      actions={actions}
      vendorSearch={search}
    />,
  );
  return { onChange, actions };
}

/** Shows what was entered. */
function LiveForm({ settings, search }: { settings: AlertsReport["settings"]; search: VendorSearch }) {
  const [texts, setTexts] = useState(writeAlertTexts(settings));
  const untested = { send: vi.fn(), isUnderWay: false, failure: null };
  return (
    <AlertsForm
      report={{ ...report, settings, vendors: [{ vendorId: "7", name: "Ada" }] }}
      nextDigest={{ kind: "at", at: "2026-03-02T08:00:00.000Z" }}
      texts={texts}
      errors={{}}
      onChange={(changes) => {
        setTexts({ ...texts, ...changes });
      }}
      onSubmit={vi.fn()}
      disabled={false}
      actions={{
        isChanged: false,
        tests: { email: untested, webhook: untested },
        onRemoveWebhook: vi.fn(),
        onNewSecret: vi.fn(),
      }}
      vendorSearch={search}
    />
  );
}

describe("the form of alerts", () => {
  it("hands on what is chosen and typed", () => {
    const { onChange } = renderForm();
    fireEvent.click(screen.getByLabelText("Reorder soon"));
    expect(onChange).toHaveBeenLastCalledWith({ statuses: ["out-of-stock", "reorder-now", "reorder-soon"] });
    fireEvent.click(screen.getByLabelText("At once"));
    expect(onChange).toHaveBeenLastCalledWith({ frequency: "at-once" });
    fireEvent.change(screen.getByLabelText("Addresses"), { target: { value: "a@example.com" } });
    expect(onChange).toHaveBeenLastCalledWith({ emails: "a@example.com" });
  });

  it("offers vendors, and the SKUs without one, where some are wanted", () => {
    const { onChange } = renderForm({ settings: { ...report.settings, vendorIds: ["none"] } });
    fireEvent.click(screen.getByLabelText("Ada"));
    expect(onChange).toHaveBeenLastCalledWith({ vendorIds: ["none", "7"] });
  });

  it("keeps every chosen vendor in sight while it offers some of many others", () => {
    const named = (first: number, last: number) =>
      Array.from({ length: last - first }, (_, index) => [`${first + index}`, `Vendor ${first + index}`] as const);
    const vendors = named(10, 23).map(([vendorId, name]) => ({ vendorId, name }));
    const vendorIds = vendors.map(({ vendorId }) => vendorId);
    const search = vendorSearch({ choices: foundVendors(Object.fromEntries(named(0, 50)), { q: "ven", more: 2_000 }) });
    const { onChange } = renderForm({ vendors, settings: { ...report.settings, vendorIds } }, {}, search);
    fireEvent.change(screen.getByLabelText("Search vendors"), { target: { value: "29" } });
    expect(search.onSearch).toHaveBeenLastCalledWith("29");
    const group = within(screen.getByRole("group", { name: /Which vendors/ }));
    const names = group.getAllByRole("checkbox").map((box) => box.closest("label")?.textContent);
    const offered = ["No vendor", ...named(0, 10).map(([, name]) => name), "Vendor 23"];
    expect(names).toEqual([...vendors.map(({ name }) => name), ...offered]);
    expect(screen.getByText("2,026 more. Type to find one.")).toBeTruthy();
    fireEvent.click(screen.getByLabelText("Vendor 23"));
    expect(onChange).toHaveBeenLastCalledWith({ vendorIds: [...vendorIds, "23"] });
    // Enter in it would save the form.
    expect(fireEvent.keyDown(screen.getByLabelText("Search vendors"), { key: "Enter" })).toBe(false);
  });

  describe("with vendors that are chosen one search after another", () => {
    const vendorNames = () =>
      within(screen.getByRole("group", { name: /Which vendors/ }))
        .getAllByRole("checkbox")
        .map((box) => box.closest("label")?.textContent);

    /** Ticks Zoe, who was searched for, and clears the search. */
    function tickZoe() {
      const settings = { ...report.settings, vendorIds: ["7"] };
      const form = (search: VendorSearch) => <LiveForm settings={settings} search={search} />;
      const { rerender } = renderInPolaris(form(vendorSearch({ choices: foundVendors({ 99: "Zoe" }, { q: "zoe" }) })));
      fireEvent.click(screen.getByLabelText("Zoe"));
      rerender(form(vendorSearch({ choices: foundVendors({ 7: "Ada" }) })));
    }

    it("shows them while others are searched for, ticked or not", () => {
      tickZoe();
      expect(vendorNames()).toEqual(["Ada", "Zoe", "No vendor"]);
      fireEvent.click(screen.getByLabelText("Zoe"));
      expect(vendorNames()).toEqual(["Ada", "Zoe", "No vendor"]);
    });

    it("shows them when all vendors were wanted meanwhile", () => {
      tickZoe();
      fireEvent.click(screen.getByLabelText("All, and SKUs without a vendor"));
      fireEvent.click(screen.getByLabelText("Some of them"));
      expect(vendorNames()).toEqual(["Ada", "Zoe", "No vendor"]);
      expect(screen.getByLabelText<HTMLInputElement>("Zoe").checked).toBe(true);
    });

    it("counts a chosen one that was searched for among those that are found", () => {
      const search = vendorSearch({ choices: foundVendors({ 7: "Ada" }, { q: "ada" }) });
      renderForm(
        { vendors: [{ vendorId: "7", name: "Ada" }], settings: { ...report.settings, vendorIds: ["7"] } },
        {},
        search,
      );
      expect(screen.getByText("1 found.")).toBeTruthy();
    });
  });

  it("says where messages go, without their whole address, sends tests, and says there what became of them", () => {
    const { actions } = renderForm();
    expect(screen.getByText("Messages go to hooks.slack.com. Enter another address to replace it.")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Send a test message" }));
    expect(actions.tests.webhook.send).toHaveBeenCalledOnce();
    expect(screen.getByRole("alert").textContent).toBe("The test did not arrive. Nobody answered.");
  });

  it.each([
    ["Remove this webhook", "Remove webhook", "onRemoveWebhook"],
    ["Make a new signing secret", "Make new secret", "onNewSecret"],
  ] as const)("asks before it acts: %s", (button, confirm, action) => {
    const { actions } = renderForm();
    fireEvent.click(screen.getByRole("button", { name: button }));
    expect(actions[action]).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole("button", { name: confirm }));
    expect(actions[action]).toHaveBeenCalledOnce();
  });

  it("says where email is not set up, and offers no test then", () => {
    renderForm({ isMailSetUp: false });
    expect(screen.getByText("Email is not set up on this installation")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Send a test email" })).toBeNull();
  });

  it("puts the focus on the first field with an error", () => {
    renderForm({}, { emails: "Must be email addresses, one a line." });
    expect(document.activeElement).toBe(screen.getByLabelText("Addresses"));
  });
});

describe("the errors of the form", () => {
  it("go with a change of their field, and of what hides it or is compared with it", () => {
    const errors = { emails: "wrong", dailyAt: "wrong", quietTo: "wrong" };
    expect(withoutSettledErrors(errors, { emails: "a@example.com" })).toEqual({ dailyAt: "wrong", quietTo: "wrong" });
    expect(withoutSettledErrors(errors, { frequency: "at-once" })).toEqual({ emails: "wrong", quietTo: "wrong" });
    expect(withoutSettledErrors(errors, { quietFrom: "21:00" })).toEqual({ emails: "wrong", dailyAt: "wrong" });
  });
});

describe("the preview", () => {
  it("opens links beside the app: Shopify's admin lets nobody frame it", () => {
    renderInPolaris(<PreviewCard subject="Shop" html="<html><head></head><body>News</body></html>" isNew />);
    const frame = screen.getByTitle<HTMLIFrameElement>("The email");
    expect(frame.srcdoc).toContain('<base target="_blank">');
    expect(frame.getAttribute("sandbox")).toBe("allow-popups allow-popups-to-escape-sandbox");
  });
});

describe("what was sent lately", () => {
  it("says why something was not, and when it is tried again", () => {
    renderInPolaris(
      <DeliveriesCard
        deliveries={[
          {
            deliveryId: "1",
            channel: "email",
            recipient: "buyer@example.com",
            status: "pending",
            attempts: 2,
            madeAt: "2026-03-01T08:00:00.000Z",
            dueAt: "2026-03-01T08:04:00.000Z",
            endedAt: null,
            fault: "email-unreachable",
            faultDetail: "connect ECONNREFUSED",
            isTest: false,
            skus: 3,
          },
        ]}
      />,
    );
    const sentence = screen.getByText(/^The mail server did not answer\./).textContent;
    expect(sentence).toMatch(/2 attempts in vain; the next is due .*08:04.* Answer: connect ECONNREFUSED/);
  });
});

describe("the news of the home page", () => {
  const news: ComponentProps<typeof ShopNews>["news"] = {
    outOfStock: 1,
    reorderNow: 12,
    reorderSoon: 0,
    vendorIds: null,
    until: "2026-03-01T08:00:00.000Z",
  };

  const linkOf = (vendorIds: string[] | null) => {
    renderInPolaris(<ShopNews news={{ ...news, vendorIds }} onDismiss={vi.fn()} />);
    const link = screen.getByRole("link");
    return [link.parentElement?.textContent, link.getAttribute("href")];
  };

  it("lead to the list of the vendor that alerts are limited to", () => {
    expect(linkOf(["7"])).toEqual([
      "New since yesterday: 1 SKU out of stock, 12 SKUs with status “Reorder now”. See all in these states",
      "/app?status=out-of-stock,reorder-now&vendor=7",
    ]);
  });

  it("say of several vendors that the list shows more", () => {
    expect(linkOf(["7", "none"])).toEqual([
      "New since yesterday with the chosen vendors: 1 SKU out of stock, 12 SKUs with status “Reorder now”. See all in these states, of all vendors",
      "/app?status=out-of-stock,reorder-now",
    ]);
  });

  it("can be put aside", () => {
    const onDismiss = vi.fn();
    renderInPolaris(<ShopNews news={news} onDismiss={onDismiss} />);
    fireEvent.click(screen.getByRole("button"));
    expect(onDismiss).toHaveBeenCalledOnce();
  });
});
