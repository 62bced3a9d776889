import { describe, expect, it } from "vitest";
import { DemoFault, parseDemoSettings } from "../../../../sandbox/demo/demo-settings";

function faultsOf(variables: Record<string, string>): string[] {
  try {
    parseDemoSettings(variables);
  } catch (error) {
    if (error instanceof DemoFault) return error.faults;
    throw error;
  }
  return [];
}

describe("the demo's settings", () => {
  it("need nothing to be set, and take an empty value for none", () => {
    const defaults = {
      port: 3000,
      sandboxPort: 4000,
      skus: 3800,
      storeFolder: undefined,
      shops: 1,
      ordersPerSecond: 0,
      faults: undefined,
      webhookRetryMs: 1000,
      dataDir: ".data",
      databaseUrl: undefined,
    };
    expect(parseDemoSettings({})).toEqual(defaults);
    expect(parseDemoSettings({ PORT: "", SANDBOX_SKUS: "", SANDBOX_STORE: "", DATABASE_URL: "" })).toEqual(defaults);
  });

  it("are all checked before anything starts, and every fault is told with its value", () => {
    expect(
      faultsOf({ PORT: "0", SANDBOX_PORT: "http", SANDBOX_SKUS: "-3", DATABASE_URL: "mysql://a:secret@b" }),
    ).toEqual([
      'PORT must be a port from 1 to 65535 (it is "0")',
      'SANDBOX_PORT must be a port number (it is "http")',
      'SANDBOX_SKUS must be 1 or more (it is "-3")',
      "DATABASE_URL must begin with postgresql://",
    ]);
  });

  it("take faults as JSON, in the form in which they can be asked for later", () => {
    const settings = parseDemoSettings({ SANDBOX_FAULTS: '{"webhooks":{"lostShare":0.05}}' });
    expect(settings.faults).toEqual({ webhooks: { lostShare: 0.05 } });
    expect(faultsOf({ SANDBOX_FAULTS: "{lost" })).toEqual([
      'SANDBOX_FAULTS must be JSON of faults: it can\'t be parsed (it is "{lost")',
    ]);
    expect(faultsOf({ SANDBOX_FAULTS: '{"webhooks":{"lostShare":5}}', SANDBOX_ORDERS_PER_SECOND: "many" })).toEqual([
      'SANDBOX_ORDERS_PER_SECOND must be a number of orders (it is "many")',
      expect.stringMatching(/^SANDBOX_FAULTS must be JSON of faults: [^]*lostShare/),
    ]);
  });

  it("give app and sandbox a port each", () => {
    expect(faultsOf({ PORT: "4000" })).toEqual(["SANDBOX_PORT must differ from PORT, which is 4000"]);
  });
});
