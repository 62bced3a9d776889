import { z } from "zod";

/** What the sandbox's process tells the demo once it listens. */
export const sandboxReadySchema = z.object({
  shop: z.string(),
  /** All shops, the first one first. */
  shops: z.array(z.string()),
  shopName: z.string(),
  skus: z.number(),
  orders: z.number(),
  /** Where it takes the app's emails. */
  smtpPort: z.number(),
  /** ISO day in the shop's time zone; the store's orders end the day before. */
  today: z.string(),
});
export type SandboxReady = z.infer<typeof sandboxReadySchema>;
