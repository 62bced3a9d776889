import { act, render } from "@testing-library/react";
import { useState } from "react";
import { renderToString } from "react-dom/server";
import { expect, it } from "vitest";
import { TakenOver } from "~/components/taken-over";

/** A form that shows what it knows, beside what its fields show. */
function Page() {
  const [days, setDays] = useState("14");
  const [note, setNote] = useState("");
  const [counts, setCounts] = useState(true);
  return (
    <>
      <input
        aria-label="days"
        type="number"
        value={days}
        onChange={({ target }) => {
          setDays(target.value);
        }}
      />
      <textarea
        aria-label="note"
        value={note}
        onChange={({ target }) => {
          setNote(target.value);
        }}
      />
      <input
        aria-label="counts"
        type="checkbox"
        checked={counts}
        onChange={({ target }) => {
          setCounts(target.checked);
        }}
      />
      <output>{JSON.stringify({ days, note, counts })}</output>
      <TakenOver />
    </>
  );
}

/** The page as the server sends it, in which somebody does something before its scripts take it over. */
async function open(before: (field: (label: string) => HTMLInputElement) => void) {
  const container = document.body.appendChild(document.createElement("div"));
  container.innerHTML = renderToString(<Page />);
  const field = (label: string) => {
    const found = container.querySelector<HTMLInputElement>(`[aria-label=${label}]`);
    if (!found) throw new Error(`No field ${label}`);
    return found;
  };
  before(field);
  await act(async () => {
    render(<Page />, { container, hydrate: true });
  });
  return { field, known: JSON.parse(container.querySelector("output")?.textContent ?? "") as object };
}

it("learns what was typed and ticked before the page's scripts were there", async () => {
  const { field, known } = await open((field) => {
    field("days").value = "21";
    field("note").value = "before Christmas";
    field("counts").click();
  });
  expect(known).toEqual({ days: "21", note: "before Christmas", counts: false });
  expect([field("days").value, field("note").value]).toEqual(["21", "before Christmas"]);
  expect(field("counts").checked).toBe(false);
});

it("changes nothing where nothing was entered, and says when the page listens", async () => {
  performance.clearMarks();
  const { known } = await open(() => {});
  expect(known).toEqual({ days: "14", note: "", counts: true });
  expect(performance.getEntriesByName("taken-over")).toHaveLength(1);
});
