import { connectShop, type ConnectedShop } from "../sync/connected-shop";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { authenticatePage } from "~/shopify.server";

const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36";

let connected: ConnectedShop;

beforeAll(async () => {
  connected = await connectShop();
});

afterAll(() => connected.sandbox.close());

function requestWith(idToken: string): Request {
  const headers = { authorization: `Bearer ${idToken}`, "user-agent": BROWSER };
  return new Request("http://localhost:4000/app", { headers });
}

describe("the loaders of a page", () => {
  it("share one authentication", async () => {
    const idToken = connected.sandbox.installation.mintIdToken({});
    const context = {};
    const [layout, page] = await Promise.all([
      authenticatePage({ request: requestWith(idToken), context }),
      authenticatePage({ request: requestWith(idToken), context }),
    ]);
    expect(layout.session.shop).toBe(connected.shop);
    expect(page).toBe(layout);
  });

  it("are all refused, each with an answer of its own", async () => {
    const context = {};
    const answers = await Promise.all(
      ["layout", "page"].map(() =>
        authenticatePage({ request: requestWith("no token"), context }).catch((refusal: unknown) => refusal),
      ),
    );
    expect(answers).toEqual([expect.any(Response), expect.any(Response)]);
    expect(answers[0]).not.toBe(answers[1]);
    expect(answers.map((answer) => (answer as Response).status)).toEqual([401, 401]);
  });

  it("share nothing with the next request", async () => {
    await authenticatePage({ request: requestWith(connected.sandbox.installation.mintIdToken({})), context: {} });
    await expect(authenticatePage({ request: requestWith("no token"), context: {} })).rejects.toMatchObject({
      status: 401,
    });
  });
});
