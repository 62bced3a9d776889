import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { z } from "zod";

const ASSETS = "build/client/assets";

/** What a browser without a cache downloads for a page, gzipped, in kB. */
export interface RouteBundle {
  route: string;
  scripts: number;
  styles: number;
}

const moduleSchema = z.object({ module: z.string(), imports: z.array(z.string()), css: z.array(z.string()) });
const routeSchema = moduleSchema.extend({ parentId: z.string().optional(), hasErrorBoundary: z.boolean() });
const manifestSchema = z.object({ entry: moduleSchema, routes: z.record(z.string(), routeSchema) });

type Manifest = z.infer<typeof manifestSchema>;

/** The pages of the build and what each of them is made of: entry, layouts and the page itself, each file once. */
export function readRouteBundles(): RouteBundle[] {
  const manifest = readManifest();
  return Object.entries(manifest.routes)
    .filter(
      ([route, { parentId, hasErrorBoundary }]) => parentId === "routes/app" && hasErrorBoundary && route !== "root",
    )
    .map(([route]) => {
      const parts = [manifest.entry, ...lineage(manifest, route)];
      const scripts = new Set(parts.flatMap((part) => [part.module, ...part.imports]));
      const styles = new Set(parts.flatMap(({ css }) => css));
      return { route, scripts: kilobytes(scripts), styles: kilobytes(styles) };
    });
}

function readManifest(): Manifest {
  const file = readdirSync(ASSETS).find((name) => /^manifest-.*\.js$/.test(name));
  if (file === undefined) throw new Error("There is no build: run `npm run build` first");
  const text = readFileSync(`${ASSETS}/${file}`, "utf8");
  return manifestSchema.parse(JSON.parse(text.replace(/^window\.__remixManifest=/, "").replace(/;\s*$/, "")));
}

function lineage({ routes }: Manifest, route: string): z.infer<typeof routeSchema>[] {
  const chain: z.infer<typeof routeSchema>[] = [];
  for (let id: string | undefined = route; id !== undefined;) {
    const found: z.infer<typeof routeSchema> | undefined = routes[id];
    if (!found) throw new Error(`The build's manifest has no route ${id}`);
    chain.push(found);
    id = found.parentId;
  }
  return chain;
}

function kilobytes(files: ReadonlySet<string>): number {
  let bytes = 0;
  for (const file of files) bytes += gzipSync(readFileSync(`build/client${file}`)).length;
  return bytes / 1_000;
}
