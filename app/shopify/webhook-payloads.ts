import { z } from "zod";

/** app/scopes_update: the scopes that the shop grants from now on. */
export const scopesUpdateSchema = z.object({ current: z.array(z.string()) });
