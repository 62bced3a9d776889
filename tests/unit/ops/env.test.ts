import { describe, expect, it } from "vitest";
import { EnvironmentError, parseEnvironment } from "~/ops/env";

const shopify = {
  SHOPIFY_API_KEY: "key",
  SHOPIFY_API_SECRET: "secret",
  SHOPIFY_APP_URL: "https://inventory.example.com",
};

describe("the environment", () => {
  it("needs no more than the app's credentials and address", () => {
    expect(parseEnvironment(shopify)).toMatchObject({
      port: 3000,
      dataDir: ".data",
      databaseUrl: undefined,
      role: "all",
      logLevel: "info",
    });
  });

  it("takes a variable that is set to nothing as not set", () => {
    const environment = parseEnvironment({ ...shopify, PORT: "", DATABASE_URL: "", SCOPES: "", ENCRYPTION_KEY: "" });

    expect(environment).toMatchObject({ port: 3000, databaseUrl: undefined, scopes: undefined });
  });

  it("lists every fault at once, each with the variable and what to set", () => {
    const faulty = { PORT: "http", DATABASE_URL: "mysql://db", SHOPIFY_APP_URL: "inventory", ROLE: "boss" };

    const fail = () => parseEnvironment(faulty);

    expect(fail).toThrow(EnvironmentError);
    for (const name of [...Object.keys(faulty), "SHOPIFY_API_KEY", "SHOPIFY_API_SECRET"]) {
      expect(fail).toThrow(new RegExp(`- ${name} `));
    }
    expect(fail).toThrow(/DATABASE_URL must begin with postgresql:\/\//);
    expect(fail).toThrow(/PORT .*\(it is "http"\)/);
  });

  it("shows no secret in a fault", () => {
    expect(() => parseEnvironment({ ...shopify, ENCRYPTION_KEY: "too-short-secret" })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining("too-short-secret") as string }),
    );
  });

  it("needs a sender for emails, and tells so among other faults", () => {
    const smtp = { SMTP_URL: "smtps://user:secret-word@mail.example.com" };
    expect(() => parseEnvironment({ ...shopify, ...smtp, PORT: "http" })).toThrow(/PORT [^]*MAIL_FROM is missing/);
    expect(parseEnvironment({ ...shopify, ...smtp, MAIL_FROM: "Stock <alerts@example.com>" }).mail).toEqual({
      smtpUrl: smtp.SMTP_URL,
      from: "Stock <alerts@example.com>",
    });
    expect(() => parseEnvironment({ ...shopify, SMTP_URL: "mail.example.com/secret-word" })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining("secret-word") as string }),
    );
    const injected = "alerts@example.com\r\nBcc: other@example.com";
    expect(() => parseEnvironment({ ...shopify, ...smtp, MAIL_FROM: injected })).toThrow(
      /MAIL_FROM must be an address/,
    );
  });

  it("splits the scopes", () => {
    expect(parseEnvironment({ ...shopify, SCOPES: "read_products, read_orders," }).scopes).toEqual([
      "read_products",
      "read_orders",
    ]);
  });
});
