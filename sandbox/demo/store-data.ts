import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { DemoSettings } from "./demo-settings";
import type { SandboxReady } from "./sandbox-ready";

/**
 * Which sandbox store the app's data are of. The sandbox makes its store anew at every start, the same one all day
 * long; the app's data of another day or size have to go, or they would mix with the new store's. So the demo leaves a
 * mark in the data folder.
 */
export interface StoreMark {
  file: string;
  content: string;
}

export function describeStore(
  { dataDir, databaseUrl, ordersPerSecond, storeFolder }: DemoSettings,
  store: SandboxReady,
): StoreMark {
  const description = {
    store: storeFolder ? path.resolve(storeFolder) : "generated",
    skus: store.skus,
    shops: store.shops.length,
    // What happened in a shop that trades is gone with the sandbox, so no other start has the same store.
    trade: ordersPerSecond > 0 ? randomUUID() : "none",
    day: store.today,
    // The address of a database holds a password, so only its digest is kept.
    database: databaseUrl ? createHash("sha256").update(databaseUrl).digest("hex") : "embedded",
  };
  return { file: path.join(dataDir, "demo-store.json"), content: JSON.stringify(description, null, 2) };
}

/** Whether the app may hold data of another store. An embedded database without a mark never saw a sandbox. */
export async function mayHoldAnotherStore(
  { file, content }: StoreMark,
  databaseUrl: string | undefined,
): Promise<boolean> {
  const mark = await readFile(file, "utf8").catch(() => null);
  return mark === null ? databaseUrl !== undefined : mark !== content;
}

export async function leaveMark({ file, content }: StoreMark): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
}

const DELIVERY_LIMIT_MS = 60_000;

const deliveriesSchema = z.object({ webhooks: z.array(z.object({ topic: z.string(), state: z.string() })) });

/**
 * Has the app delete all that it stores of the shop, by the webhook with which Shopify asks for it after an app is
 * removed.
 *
 * @throws when the app does not do so within a minute
 */
export async function deleteStoredShop(sandboxAddress: string): Promise<void> {
  await post(`${sandboxAddress}/sandbox/compliance`, { topic: "shop/redact" });
  await untilDelivered(sandboxAddress, "shop/redact");
}

/**
 * Has the app forget its access tokens: the sandbox of an earlier start gave them, and this one does not know them. To
 * the app it was uninstalled meanwhile; the next visitor of its pages installs it again, and its data stay.
 *
 * @throws when the app does not do so within a minute
 */
export async function forgetTokens(sandboxAddress: string): Promise<void> {
  await post(`${sandboxAddress}/sandbox/uninstall`, {});
  await untilDelivered(sandboxAddress, "app/uninstalled");
}

async function post(address: string, body: object): Promise<void> {
  const response = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`The sandbox answered ${response.status} to ${address}`);
}

async function untilDelivered(sandboxAddress: string, topic: string): Promise<void> {
  const deadlineMs = Date.now() + DELIVERY_LIMIT_MS;
  while (Date.now() < deadlineMs) {
    const state: unknown = await (await fetch(`${sandboxAddress}/sandbox/state`)).json();
    const { webhooks } = deliveriesSchema.parse(state);
    if (webhooks.some((delivery) => delivery.topic === topic && delivery.state === "delivered")) return;
    await sleep(100);
  }
  throw new Error(
    `The app did not accept ${topic} for the data of an earlier demo; empty its database and start again`,
  );
}
