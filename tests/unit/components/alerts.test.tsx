// @vitest-environment jsdom
import "./browser-stand-ins";
import { fireEvent, screen } from "@testing-library/react";
import type { ComponentProps } from "react";
import { describe, expect, it, vi } from "vitest";
import { writeAlertTexts, type AlertFormErrors } from "~/components/alerts/alert-texts";
import { AlertsForm } from "~/components/alerts/alerts-form";
import { DeliveriesCard } from "~/components/alerts/deliveries-card";
import { ShopNews } from "~/components/home/shop-news";
import type { AlertsReport } from "~/reports/alerts-report";
import { renderInPolaris } from "./render-in-polaris";

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
  webhook: { kind: "stored", host: "hooks.slack.com" },
  isMailSetUp: true,
  nextDigestAt: "2026-03-02T08:00:00.000Z",
  vendors: [{ vendorId: "7", name: "Ada" }],
  deliveries: [],
  entries: [],
};

function renderForm(changes: Partial<AlertsReport> = {}, errors: AlertFormErrors = {}) {
  const onChange = vi.fn();
  const onTest = vi.fn();
  const shown = { ...report, ...changes };
  const actions = { isChanged: false, testing: false, onTest, onRemoveWebhook: vi.fn(), onNewSecret: vi.fn() };
  renderInPolaris(
    <AlertsForm
      report={shown}
      texts={writeAlertTexts(shown.settings)}
      errors={errors}
      onChange={onChange}
      onSubmit={vi.fn()}
      disabled={false}
      actions={actions}
    />,
  );
  return { onChange, onTest };
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

  it("says where messages go, without their whole address, and sends tests", () => {
    const { onTest } = renderForm();
    expect(screen.getByText("Messages go to hooks.slack.com. Enter another address to replace it.")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Send a test message" }));
    expect(onTest).toHaveBeenLastCalledWith("webhook");
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
    until: "2026-03-01T08:00:00.000Z",
  };

  it("lead to what is so, and can be put aside", () => {
    const onDismiss = vi.fn();
    renderInPolaris(<ShopNews news={news} onDismiss={onDismiss} />);
    const links = screen.getAllByRole("link").map((link) => [link.textContent, link.getAttribute("href")]);
    expect(links).toEqual([
      ["1 SKU out of stock", "/app?status=out-of-stock"],
      ["12 SKUs to reorder", "/app?status=reorder-now"],
    ]);
    fireEvent.click(screen.getByRole("button"));
    expect(onDismiss).toHaveBeenCalledOnce();
  });
});
