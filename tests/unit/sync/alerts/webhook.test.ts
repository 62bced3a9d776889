import type { lookup } from "node:dns";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { postWebhook } from "~/sync/alerts/post-webhook";
import { isAllowedPlace, isPublicAddress, PrivateAddressError, publicLookup } from "~/sync/alerts/public-address";
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
    ["this machine's IPv4 address in IPv6, as it was once written", "::127.0.0.1"],
    ["what is not given out in IPv6", "5f00::1"],
    ["the platform's own in Azure", "168.63.129.16"],
    ["what is no address", "nonsense"],
  ])("is not %s: %s", (_what, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it("is looked at where it stands in the place of a name, too", () => {
    const isAllowed = (address: string, allowsLoopback = false) => isAllowedPlace(new URL(address), allowsLoopback);
    expect(isAllowed("https://hooks.slack.com/x")).toBe(true);
    expect(isAllowed("https://[::1]/x")).toBe(false);
    expect(isAllowed("https://0x7f000001/")).toBe(false);
    expect(isAllowed("https://127.1/")).toBe(false);
    expect(isAllowed("http://127.0.0.1:4000/x", true)).toBe(true);
    expect(isAllowed("https://10.0.0.1/x", true)).toBe(false);
  });

  it("is of the usual port, by TLS", () => {
    expect(isAllowedPlace(new URL("https://example.com:443/x"), false)).toBe(true);
    expect(isAllowedPlace(new URL("https://example.com:25/x"), false)).toBe(false);
    expect(isAllowedPlace(new URL("http://example.com/x"), false)).toBe(false);
  });

  it("is the one that a name has when the connection is made", async () => {
    const found = promisify(publicLookup(false) as typeof lookup)("localhost", { all: true });
    await expect(found).rejects.toThrow(PrivateAddressError);
    const allowed = await promisify(publicLookup(true) as typeof lookup)("localhost", { all: true });
    expect(allowed.length).toBeGreaterThan(0);
  });

  it("is looked at in the very connection, and not told of to whoever entered it", async () => {
    const webhook = { address: "https://localhost/hook", secret: "iiw_example" };
    const posted = postWebhook(webhook, { text: "", blocks: [] }, { deliveryId: "1", sentAt: new Date() });
    await expect(posted).rejects.toMatchObject({
      fault: "webhook-unreachable",
      detail: null,
      message: expect.stringMatching(/^localhost is at (127\.0\.0\.1|::1)$/) as string,
    });
  });
});
