import { fileURLToPath } from "node:url";
import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";
import remixOptions from "./remix.config.js";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
}

export default defineConfig({
  plugins: [remix(remixOptions)],
  resolve: { alias: { "~": fileURLToPath(new URL("./app", import.meta.url)) } },
  build: { assetsInlineLimit: 0, target: "es2022" },
  ssr: {
    // Ships its stylesheet import and JSON translations; Node can't load those unbundled.
    noExternal: ["@shopify/polaris", "@shopify/polaris-icons", "@shopify/shopify-app-remix"],
  },
});
