import { act } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { UndoProvider, useOfferUndo } from "~/routes/reorder-list/offer-undo";
import { renderInPolaris } from "./render-in-polaris";

const submit = vi.hoisted(() => vi.fn());
vi.mock("@remix-run/react", () => ({ useSubmit: () => submit, useFetcher: () => ({}) }));

function Offer() {
  const offerUndo = useOfferUndo();
  return (
    <button
      onClick={() => {
        offerUndo("Changed 1 SKU.", "change-1");
      }}
    />
  );
}

it("a change is taken back once, however often it is asked in the same toast", () => {
  const show = vi.fn<(message: string, options: { onAction: () => void }) => string>(() => "toast-1");
  vi.stubGlobal("shopify", { toast: { show, hide: vi.fn() } });
  renderInPolaris(
    <UndoProvider>
      <Offer />
    </UndoProvider>,
  );
  act(() => {
    document.querySelector("button")?.click();
  });
  const onAction = show.mock.calls[0]?.[1].onAction;
  act(() => onAction?.());
  act(() => onAction?.());
  expect(submit).toHaveBeenCalledOnce();
});
