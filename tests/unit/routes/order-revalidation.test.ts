import { expect, it } from "vitest";
import { revalidateUnlessEditing } from "~/routes/vendor-order/revalidation";

it.each([
  ["stored", false],
  ["invalid", false],
  ["failed", false],
  ["unanswered", true],
])("an order is not read again after a quantity, unless no answer tells what became of it: %s", (kind, isReadAgain) => {
  const formData = new FormData();
  formData.set("intent", "set-quantity");
  const url = new URL("https://app.example/app/vendors/7");
  const answer = revalidateUnlessEditing({
    currentUrl: url,
    nextUrl: url,
    currentParams: {},
    nextParams: {},
    formAction: "/app/order-edits",
    formData,
    actionResult: { kind },
    defaultShouldRevalidate: true,
  });
  expect(answer).toBe(isReadAgain);
});
