import type { FrameLocator, Locator } from "playwright-core";

const FIRST_PULL_LIMIT_MS = 120_000;

/** The app's reorder list as a person with assistive technology finds it. */
export class ReorderListPage {
  /** On a wide screen; on a phone the list is no table. */
  readonly table: Locator;
  /** One for each SKU. */
  readonly rows: Locator;

  constructor(private readonly app: FrameLocator) {
    this.table = app.locator("table", { hasText: "To order" });
    this.rows = this.table.locator("tbody").getByRole("row");
  }

  /** The list takes the place of the first pull's progress as soon as there is a plan. */
  async untilReady(): Promise<void> {
    await this.app.getByText("SKUs to reorder", { exact: true }).waitFor({ timeout: FIRST_PULL_LIMIT_MS });
  }

  /** What sorts the list by a column when it is clicked. */
  heading(column: string): Locator {
    return this.table.getByRole("columnheader", { name: column }).getByRole("button").first();
  }

  async sortBy(column: string): Promise<void> {
    await this.heading(column).click();
  }

  /** What the table shows, each row by its column titles. */
  async read(): Promise<Record<string, string>[]> {
    const titles = await this.readTexts(this.table.getByRole("columnheader"));
    const rows = await this.rows.all();
    return Promise.all(
      rows.map(async (row) => {
        const cells = await this.readTexts(row.getByRole("cell"));
        return Object.fromEntries(titles.map((title, index) => [title, cells[index] ?? ""]));
      }),
    );
  }

  async exportCsv(): Promise<void> {
    await this.app.getByRole("button", { name: "Export CSV" }).click();
  }

  /** Opens the dialog that changes the planning terms of the selected rows. */
  async changeTerms(): Promise<void> {
    await this.app.getByRole("button", { name: "Change planning terms" }).first().click();
  }

  private async readTexts(cells: Locator): Promise<string[]> {
    const texts = await cells.allInnerTexts();
    return texts.map((text) => text.trim());
  }
}
