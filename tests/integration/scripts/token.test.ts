import { execFile } from "node:child_process";
import { beforeAll, describe, expect, it } from "vitest";
import { readAuditEntriesOfAll } from "~/data/audit-entries";
import { parseApiToken, readApiTokens, verifyApiToken } from "~/data/api-tokens";
import { storeShop } from "../reports/stored-plans";

const SHOP = "gift-shop.myshopify.com";

beforeAll(async () => {
  await storeShop(SHOP);
  await storeShop("former-shop.myshopify.com", { uninstalledAt: new Date() });
});

interface Outcome {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** Runs the script as another process beside this one, which has the database open. */
function runToken(...args: string[]): Promise<Outcome> {
  const command = ["--import", "tsx", "scripts/token.ts", ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, command, { env: process.env }, (error, stdout, stderr) => {
      resolve({ exitCode: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

const verify = (text: string) => {
  const claim = parseApiToken(text.trim());
  return claim && verifyApiToken(claim.shop, claim.secret, new Date());
};

describe("npm run token", () => {
  it("prints a token that holds, alone, beside the running app", async () => {
    const { exitCode, stdout, stderr } = await runToken("--shop", SHOP, "--name", "nightly export");
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining("may read until") as string,
    });
    expect(stdout).toMatch(/^iit_[\w-]+\.[\w-]{43}\n$/);
    expect(await verify(stdout)).toMatchObject({ name: "nightly export", canWrite: false, expiresAt: null });
  });

  it("lists tokens without their text, and revokes one", async () => {
    const made = await runToken("--shop", SHOP, "--name", "assistant", "--write", "--days", "30");
    const [token] = (await readApiTokens(SHOP)).filter(({ name }) => name === "assistant");
    expect(token).toMatchObject({ canWrite: true });
    expect(token?.expiresAt?.getTime()).toBeGreaterThan(Date.now() + 29 * 86_400_000);

    const listed = await runToken("--shop", SHOP, "--list");
    expect(listed.stdout).toContain(`${token?.tokenId}  assistant  (read and write`);
    expect(listed.stdout).not.toContain("iit_");

    expect(await runToken("--shop", SHOP, "--revoke", token?.tokenId ?? "")).toMatchObject({ exitCode: 0 });
    expect(await verify(made.stdout)).toBeNull();
    const shell = { id: "shell", name: expect.stringMatching(/^npm run token \(.+\)$/) as string };
    expect((await readAuditEntriesOfAll(SHOP, "api-token", { limit: 2 })).reverse()).toMatchObject([
      { actor: shell, subjectId: token?.tokenId, field: "created", newValue: { name: "assistant", canWrite: true } },
      { actor: shell, subjectId: token?.tokenId, field: "revoked", oldValue: "assistant" },
    ]);
  });

  it("says which shops there are when it does not know the one it was given", async () => {
    const { exitCode, stdout, stderr } = await runToken("--shop", "former-shop.myshopify.com", "--name", "x");
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toContain(`Shops with the app: ${SHOP}`);
  });

  it("names every fault of its arguments", async () => {
    const { exitCode, stderr } = await runToken("--shop", "gift-shop", "--days", "soon");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("--shop must end with .myshopify.com");
    expect(stderr).toContain("--days must be a whole number");
  });

  it("makes a token for an address, which has to end and never writes", async () => {
    const link = ["--shop", SHOP, "--name", "sheet", "--link"];
    const [made, endless, writing] = await Promise.all([
      runToken(...link, "--days", "30"),
      runToken(...link),
      runToken(...link, "--days", "30", "--write"),
    ]);
    expect(await verify(made.stdout)).toMatchObject({ isLink: true, canWrite: false });
    expect(endless).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("--link needs --days") as string });
    expect(writing).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("leave out --write") as string });
  });
});
