import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const BROWSER_FOLDER = fileURLToPath(new URL("browser", import.meta.url));

export interface BrowserBundles {
  /** The stand-in for https://cdn.shopify.com/shopifycloud/app-bridge.js. */
  appBridge: string;
  adminScript: string;
  adminStyles: string;
}

/** Bundles the browser's side of the sandbox into plain scripts; App Bridge has to run before any module does. */
export async function bundleForBrowser(): Promise<BrowserBundles> {
  const { outputFiles } = await build({
    entryPoints: {
      "app-bridge": `${BROWSER_FOLDER}/app-bridge/app-bridge.ts`,
      admin: `${BROWSER_FOLDER}/admin/admin.ts`,
      "admin-styles": `${BROWSER_FOLDER}/admin/admin.css`,
    },
    outdir: "/",
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    sourcemap: "inline",
    logLevel: "warning",
  });
  const textOf = (name: string): string => {
    const file = outputFiles.find(({ path }) => path.endsWith(name));
    if (!file) throw new Error(`esbuild made no ${name} of the sandbox's browser scripts`);
    return file.text;
  };
  return {
    appBridge: textOf("app-bridge.js"),
    adminScript: textOf("admin.js"),
    adminStyles: textOf("admin-styles.css"),
  };
}
