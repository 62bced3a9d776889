import { fireEvent, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createShopFormats } from "~/components/shop-formats";
import { wordsOf } from "~/words/all-words.server";
import { MadeTokenCard } from "~/components/tokens/made-token-card";
import { NewTokenCard } from "~/components/tokens/new-token-card";
import { TokenListCard } from "~/components/tokens/token-list-card";
import { describeTokenChange, NEW_TOKEN, type TokenFormErrors } from "~/components/tokens/token-texts";
import type { ApiTokenRow } from "~/reports/api-token-report";
import { renderInPolaris } from "./render-in-polaris";

const token: ApiTokenRow = {
  tokenId: "1",
  name: "Nightly export",
  rights: "read",
  state: "valid",
  createdAt: "2026-03-01T06:00:00.000Z",
  lastUsedAt: null,
  expiresAt: "2026-05-30T06:00:00.000Z",
  revokedAt: null,
};

describe("TokenListCard", () => {
  function renderList(tokens: ApiTokenRow[], failure?: string) {
    const onRevoke = vi.fn();
    renderInPolaris(<TokenListCard tokens={tokens} failure={failure} onRevoke={onRevoke} revoking={false} />);
    return onRevoke;
  }

  it("revokes once that is confirmed", () => {
    const onRevoke = renderList([token]);
    fireEvent.click(screen.getByRole("button", { name: "Revoke Nightly export" }));
    expect(onRevoke).not.toHaveBeenCalled();
    const dialog = within(screen.getByRole("dialog", { hidden: true }));
    fireEvent.click(dialog.getByRole("button", { name: "Revoke token", hidden: true }));
    expect(onRevoke).toHaveBeenCalledExactlyOnceWith("1");
  });

  it("says when each was made and used and until when it holds, and offers to revoke what holds alone", () => {
    renderList([
      token,
      {
        ...token,
        tokenId: "2",
        name: "Sheet",
        rights: "link",
        state: "expired",
        lastUsedAt: "2026-03-02T06:00:00.000Z",
      },
      { ...token, tokenId: "3", name: "Leaked", state: "revoked", revokedAt: "2026-03-03T06:00:00.000Z" },
    ]);
    expect(screen.getByText("Created 1 Mar 2026, 06:00 · Never used · Expires 30 May 2026, 07:00")).toBeDefined();
    expect(screen.getByText(/Last used 2 Mar 2026, 06:00 · Expired 30 May 2026, 07:00/)).toBeDefined();
    expect(screen.getByText(/Revoked 3 Mar 2026, 06:00/)).toBeDefined();
    expect(screen.getAllByRole("button")).toHaveLength(1);
  });

  it("says that there are none, and why one was not revoked", () => {
    renderList([], "Somebody else revoked this token meanwhile.");
    expect(screen.getByText(/No token has been made yet/)).toBeDefined();
    expect(screen.getByText(/Somebody else revoked/)).toBeDefined();
  });
});

describe("NewTokenCard", () => {
  function renderForm(errors: TokenFormErrors = {}, days = "90") {
    const onChange = vi.fn();
    const onCreate = vi.fn();
    const texts = { ...NEW_TOKEN, days };
    renderInPolaris(
      <NewTokenCard texts={texts} errors={errors} onChange={onChange} onCreate={onCreate} creating={false} />,
    );
    return { onChange, onCreate };
  }

  it("gives a link an end where none was chosen", () => {
    const { onChange } = renderForm({}, "never");
    fireEvent.click(screen.getByLabelText("Read and change"));
    expect(onChange).toHaveBeenLastCalledWith({ rights: "write", days: "never" });
    fireEvent.click(screen.getByLabelText("Link to the CSV"));
    expect(onChange).toHaveBeenLastCalledWith({ rights: "link", days: "365" });
  });

  it("puts an error at its field, and the focus there", () => {
    const { onCreate } = renderForm({ name: "Is missing." });
    expect(document.activeElement).toBe(screen.getByLabelText("Name"));
    expect(screen.getByText("Is missing.")).toBeDefined();
    fireEvent.submit(screen.getByLabelText("Name"));
    expect(onCreate).toHaveBeenCalledOnce();
  });
});

describe("MadeTokenCard", () => {
  afterEach(() => vi.unstubAllGlobals());

  const TEXT = "iit_c2hvcA.secret";

  it("copies the text, or selects it where the browser does not allow that", async () => {
    const writeText = vi.fn<(text: string) => Promise<void>>().mockResolvedValueOnce();
    const show = vi.fn();
    Object.defineProperty(navigator, "clipboard", { value: { writeText }, configurable: true });
    vi.stubGlobal("shopify", { toast: { show } });
    renderInPolaris(<MadeTokenCard name="Export" text={TEXT} address={null} onDone={vi.fn()} />);
    const copy = screen.getByRole("button", { name: "Copy “Token”" });
    fireEvent.click(copy);
    await vi.waitFor(() => {
      expect(show).toHaveBeenCalledWith("Copied");
    });
    expect(writeText).toHaveBeenCalledExactlyOnceWith(TEXT);

    writeText.mockRejectedValueOnce(new Error("not allowed"));
    fireEvent.click(copy);
    await screen.findByText(/it is selected/);
    const field = screen.getByLabelText<HTMLInputElement>("Token");
    expect([field.selectionStart, field.selectionEnd]).toEqual([0, TEXT.length]);
  });

  it("gives a spreadsheet the formula to paste", () => {
    const address = `https://app.example/api/reorder.csv?access_token=${TEXT}`;
    renderInPolaris(<MadeTokenCard name="Sheet" text={TEXT} address={address} onDone={vi.fn()} />);
    expect(screen.getByLabelText<HTMLInputElement>("In a sheet").value).toBe(`=IMPORTDATA("${address}")`);
  });
});

it("the changes of tokens say what was made and revoked", () => {
  const formats = createShopFormats({ locale: "en-GB", timeZone: "Europe/London" }, wordsOf("en"));
  const entry = { entryId: "1", at: token.createdAt, actor: { id: "shell", name: "npm run token (root)" } };
  const made = { name: "Export", canWrite: false, isLink: true, expiresAt: "2026-05-30T06:00:00.000Z" };
  expect(describeTokenChange({ ...entry, field: "created", oldValue: null, newValue: made }, formats)).toBe(
    "Created “Export”: link to the CSV, until 30 May 2026, 07:00",
  );
  expect(describeTokenChange({ ...entry, field: "revoked", oldValue: "Export", newValue: null }, formats)).toBe(
    "Revoked “Export”",
  );
  const german = createShopFormats({ locale: "de", timeZone: "Europe/Berlin" }, wordsOf("de"));
  expect(describeTokenChange({ ...entry, field: "created", oldValue: null, newValue: made }, german)).toBe(
    "„Export“ erstellt: Link zur CSV-Datei, bis 30.05.2026, 08:00",
  );
});
