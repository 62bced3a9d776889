import { readFileSync } from "node:fs";
import { z } from "zod";

const packageSchema = z.object({ version: z.string() });

/** The app's version, from the package.json of the folder that it runs in. */
export const version = packageSchema.parse(JSON.parse(readFileSync("package.json", "utf8"))).version;
