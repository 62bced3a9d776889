import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { downloadReorderCsv, makeApiToken, openInAdmin, untilPlanned } from "./shop-session";
import { startDemo } from "./start-demo";

/** A folder with a real shop's products.csv and invoice-lines.csv.gz; not part of the project. */
const REAL_SHOP = process.env.REAL_SHOP_FOLDER;

describe("every row of the reorder CSV, recomputed in Python from Shopify's answers", () => {
  it("agrees for the generated shop", async () => {
    await expect(recompute({ skus: 600 })).resolves.toMatch(/^600 rows.* 0 differences/m);
  });

  it.skipIf(!REAL_SHOP)("agrees for a real shop, demand taken from its invoices (needs REAL_SHOP_FOLDER)", async () => {
    const storeFolder = REAL_SHOP ?? "";
    const summary = await recompute({ storeFolder }, ["--invoice-lines", join(storeFolder, "invoice-lines.csv.gz")]);
    console.log(summary);
    expect(summary).toMatch(/^[\d,]+ rows.* 0 differences/m);
  });
});

/** Starts a demo, waits for its plans and compares its CSV; the answer is what the program prints. */
async function recompute(store: { skus?: number; storeFolder?: string }, options: string[] = []): Promise<string> {
  const demo = await startDemo(store);
  try {
    await openInAdmin(demo, "/app");
    const token = await makeApiToken(demo);
    await untilPlanned(demo, token);
    const csv = join(demo.dataDir, "reorder.csv");
    await writeFile(csv, await downloadReorderCsv(demo, token));
    const { stdout } = await promisify(execFile)("python3", [
      "tests/recompute/recompute.py",
      "--shopify",
      demo.address,
      "--csv",
      csv,
      ...options,
    ]);
    return stdout;
  } finally {
    await demo.stop();
  }
}
