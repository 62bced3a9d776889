import { defineConfig } from "prisma/config";

// `engine: "js"` makes Prisma's command line use its WebAssembly schema engine, so that no binary is downloaded. Its one
// working adapter for migrations is PGlite's, here on an empty in-memory database: enough for `prisma migrate diff`, which
// writes new migrations. The app applies them itself, at start: see app/data/migrations.ts.
export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  experimental: { adapter: true },
  engine: "js",
  // @ts-expect-error The adapter's declarations come from another 6.x release; at run time the two agree.
  adapter: async () => {
    const [{ PGlite }, { PrismaPGlite }] = await Promise.all([
      import("@electric-sql/pglite"),
      import("pglite-prisma-adapter"),
    ]);
    return new PrismaPGlite(new PGlite());
  },
});
