import type { DemoSettings } from "./demo-settings";

/**
 * Brings a shop to life as the settings want it: now that the app serves, so that the demo's own start suffers no faults.
 *
 * @param shopAddress where the sandbox has the shop's controls
 */
export async function beginTrade(
  shopAddress: string,
  { faults, ordersPerSecond }: Pick<DemoSettings, "faults" | "ordersPerSecond">,
): Promise<void> {
  if (faults) await send("PUT", `${shopAddress}/sandbox/faults`, faults);
  if (ordersPerSecond > 0) await send("POST", `${shopAddress}/sandbox/traffic`, { ordersPerSecond });
}

async function send(method: "PUT" | "POST", address: string, body: object): Promise<void> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(address, { method, headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`The sandbox answered ${response.status} to ${address}: ${await response.text()}`);
}
