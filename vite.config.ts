import { fileURLToPath } from "node:url";
import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";
import remixOptions from "./remix.config.js";
import { usedPolarisStyles } from "./scripts/used-polaris-styles";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
}

/** What every page needs, as one file: each file of a page costs the browser time before it shows anything. */
const FRAMEWORK =
  /node_modules\/(@remix-run|i18next|react|react-dom|react-router|react-router-dom|scheduler|turbo-stream)\/|app\/words\/(?!rich-text)[^?]*\.tsx?$/;
/** As one file too, though a page does not need all: their order is the same on every page then. */
const STYLES = /\.css$/;
/** Smaller parts of the app are put together, though a page may then have some bytes that it does not need. */
const SMALLEST_CHUNK_BYTES = 2_000;

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [usedPolarisStyles(), remix(remixOptions)],
  resolve: { alias: { "~": fileURLToPath(new URL("./app", import.meta.url)) } },
  build: {
    assetsInlineLimit: 0,
    target: "es2022",
    ...(!isSsrBuild && {
      rollupOptions: {
        output: {
          manualChunks: (id) => (FRAMEWORK.test(id) || STYLES.test(id) ? "framework" : undefined),
          experimentalMinChunkSize: SMALLEST_CHUNK_BYTES,
        },
      },
    }),
  },
  ssr: {
    // Ships its stylesheet import and JSON translations; Node can't load those unbundled.
    noExternal: ["@shopify/polaris", "@shopify/polaris-icons", "@shopify/shopify-app-remix"],
  },
}));
