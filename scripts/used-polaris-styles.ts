import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { PurgeCSS } from "purgecss";
import type { Plugin } from "vite";

/** Polaris's modules, of which a bundler leaves out what is not imported, and its style sheet, which is one for all. */
const POLARIS_FOLDER = fileURLToPath(new URL("../node_modules/@shopify/polaris/build/esm/", import.meta.url));

const POLARIS_STYLES = `${POLARIS_FOLDER}styles.css`;

/** Everything that can be shown, and so all that is imported of Polaris. */
const ROUTES = ["root.tsx", "routes/*"].map((place) => fileURLToPath(new URL(`../app/${place}`, import.meta.url)));

/**
 * Builds with what the app uses of Polaris's style sheet: less than half of its 440 kB, all of which a browser reads before it shows
 * anything.
 */
export function usedPolarisStyles(): Plugin {
  return {
    name: "used-polaris-styles",
    apply: "build",
    enforce: "pre",
    load: (id, { ssr = false } = {}) => {
      if (id !== POLARIS_STYLES) return null;
      return ssr ? "" : findUsedStyles();
    },
  };
}

/** Polaris's components have the names of their classes in their code, and the app's own elements theirs. */
async function findUsedStyles(): Promise<string> {
  const [styles, code] = await Promise.all([readFile(POLARIS_STYLES, "utf8"), bundleApp()]);
  const [used] = await new PurgeCSS().purge({
    content: [{ raw: (code.match(/\bPolaris-[\w-]+/g) ?? []).join(" "), extension: "txt" }],
    css: [{ raw: styles }],
    safelist: [/^(?!Polaris-)/],
  });
  if (!used) throw new Error("PurgeCSS handed back no style sheet");
  return used.css;
}

async function bundleApp(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ROUTES,
    bundle: true,
    write: false,
    outdir: "nowhere",
    format: "esm",
    jsx: "automatic",
    logLevel: "error",
    loader: { ".css": "empty" },
    packages: "external",
    external: ["*?url"],
    plugins: [
      {
        name: "polaris",
        setup: (bundle) => {
          bundle.onResolve({ filter: /^@shopify\/polaris$/ }, () => ({ path: `${POLARIS_FOLDER}index.js` }));
        },
      },
    ],
  });
  return outputFiles.map(({ text }) => text).join("\n");
}
