import type { lookup } from "node:dns";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { isAllowedHost, isPublicAddress, PrivateAddressError, publicLookup } from "~/sync/alerts/public-address";
import { signWebhook } from "~/sync/alerts/sign-webhook";

describe("signWebhook", () => {
  it("signs as OpenSSL does", () => {
    // printf 'v1:1764158400:{"text":"3 SKUs out of stock"}' | openssl dgst -sha256 -hmac iiw_example
    expect(signWebhook("iiw_example", '{"text":"3 SKUs out of stock"}', new Date("2025-11-26T12:00:00.900Z"))).toEqual({
      "Inventory-Timestamp": "1764158400",
      "Inventory-Signature": "v1=44a28df619f9d23e757e01eba993454ccb1b6ff8db858743335cd555004ab9ca",
    });
  });
});

describe("an address to post to", () => {
  it.each(["8.8.8.8", "52.84.12.7", "2606:4700:4700::1111", "::ffff:8.8.8.8"])("may be %s", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    ["this machine", "127.0.0.1"],
    ["this machine, otherwise written", "127.8.9.1"],
    ["no particular machine", "0.0.0.0"],
    ["a private network", "10.1.2.3"],
    ["a private network", "172.16.0.1"],
    ["a private network", "192.168.1.1"],
    ["a provider's network", "100.64.0.1"],
    ["the cloud's metadata", "169.254.169.254"],
    ["many machines", "224.0.0.1"],
    ["nobody", "255.255.255.255"],
    ["this machine in IPv6", "::1"],
    ["no particular machine in IPv6", "::"],
    ["a private network in IPv6", "fd12:3456::1"],
    ["the same link in IPv6", "fe80::1"],
    ["this machine's IPv4 address in IPv6", "::ffff:127.0.0.1"],
    ["a private network behind a translation", "64:ff9b::a00:1"],
    ["what is no address", "nonsense"],
  ])("is not %s: %s", (_what, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it("is looked at where it stands in the place of a name, too", () => {
    expect(isAllowedHost("hooks.slack.com", false)).toBe(true);
    expect(isAllowedHost("[::1]", false)).toBe(false);
    // As URL writes 0x7f000001, and 127.1.
    expect(isAllowedHost(new URL("https://0x7f000001/").hostname, false)).toBe(false);
    expect(isAllowedHost(new URL("https://127.1/").hostname, false)).toBe(false);
    expect(isAllowedHost("127.0.0.1", true)).toBe(true);
    expect(isAllowedHost("10.0.0.1", true)).toBe(false);
  });

  it("is the one that a name has when the connection is made", async () => {
    const found = promisify(publicLookup(false) as typeof lookup)("localhost", { all: true });
    await expect(found).rejects.toThrow(PrivateAddressError);
    const allowed = await promisify(publicLookup(true) as typeof lookup)("localhost", { all: true });
    expect(allowed.length).toBeGreaterThan(0);
  });
});
