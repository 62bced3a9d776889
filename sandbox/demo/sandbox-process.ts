// The sandbox as a process of its own, so that making the store does not hold up the app. It tells the demo when it
// listens, and with which store.

import { z } from "zod";
import { createAdminHost } from "../host/admin-host";
import { bundleForBrowser } from "../host/browser-bundles";
import { Mailbox } from "../outbox/mailbox";
import { outboxRouter } from "../outbox/outbox-router";
import { readAppConfiguration } from "../app-configuration";
import { startSandbox } from "../server";
import { localDate } from "../store/calendar";
import { ShopFileError } from "../store/shop-files";
import { SANDBOX_API_KEY, SANDBOX_API_SECRET } from "./credentials";
import type { SandboxReady } from "./sandbox-ready";

const settings = z
  .object({
    SANDBOX_PORT: z.coerce.number(),
    SANDBOX_SKUS: z.coerce.number(),
    SANDBOX_STORE: z.string(),
    SANDBOX_SHOPS: z.coerce.number(),
    SANDBOX_WEBHOOK_RETRY_MS: z.coerce.number(),
    APP_ADDRESS: z.url(),
  })
  .parse(process.env);

try {
  await serve();
} catch (error) {
  console.error(error instanceof ShopFileError ? error.message : error);
  process.exit(1);
}

async function serve(): Promise<void> {
  const bundles = await bundleForBrowser();
  const app = readAppConfiguration("shopify.app.toml");
  const mailbox = new Mailbox();
  const smtpPort = await mailbox.open();
  const sandbox = await startSandbox({
    port: settings.SANDBOX_PORT,
    appUrl: settings.APP_ADDRESS,
    apiKey: SANDBOX_API_KEY,
    apiSecret: SANDBOX_API_SECRET,
    skus: settings.SANDBOX_SKUS,
    shops: settings.SANDBOX_SHOPS,
    webhookRetryDelayMs: settings.SANDBOX_WEBHOOK_RETRY_MS,
    ...(settings.SANDBOX_STORE ? { storeFolder: settings.SANDBOX_STORE } : {}),
    extend: (server, { installation, store }) => {
      const host = createAdminHost({
        shop: store.shop.domain,
        shopName: store.shop.name,
        appName: app.name,
        appHandle: app.handle,
        appAddress: settings.APP_ADDRESS,
        apiSecret: SANDBOX_API_SECRET,
        bundles,
        createIdToken: () => installation.mintIdToken({}),
      });
      server.use("/sandbox", outboxRouter(mailbox));
      server.use(host);
    },
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void Promise.all([sandbox.close(), mailbox.close()]).then(() => process.exit(0)));
  }
  const { shop, products, orders } = sandbox.store;
  const ready: SandboxReady = {
    shop: shop.domain,
    shops: sandbox.installations.map(({ shopDomain }) => shopDomain),
    shopName: shop.name,
    skus: products.reduce((sum, product) => sum + product.variants.length, 0),
    orders: orders.length,
    smtpPort,
    today: localDate(new Date(), shop.ianaTimezone),
  };
  process.send?.(ready);
}
