import { Transform } from "node:stream";
import { StringDecoder } from "node:string_decoder";

const SHOPIFY_CDN = "https://cdn.shopify.com/";

/** Where the sandbox answers for Shopify's CDN, so that the app also starts on a machine without a network. */
export const SANDBOX_CDN = "/sandbox/cdn/";

/** The text with every link to Shopify's CDN, App Bridge's script among them, leading to the sandbox. */
export function redirectCdnLinks(text: string): string {
  return text.replaceAll(SHOPIFY_CDN, SANDBOX_CDN);
}

/**
 * {@link redirectCdnLinks} for a page that arrives in pieces. Each piece goes on at once, since Remix streams deferred
 * data; only an unfinished link at its end waits for the next piece.
 */
export function createCdnLinkRedirector(): Transform {
  const decoder = new StringDecoder("utf8");
  let unfinished = "";
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const text = unfinished + decoder.write(chunk);
      const complete = text.length - lengthOfUnfinishedLink(text);
      unfinished = text.slice(complete);
      done(null, redirectCdnLinks(text.slice(0, complete)));
    },
    flush(done) {
      done(null, unfinished + decoder.end());
    },
  });
}

/** How many characters at the end of the text begin a link to the CDN without completing it. */
function lengthOfUnfinishedLink(text: string): number {
  for (let length = Math.min(SHOPIFY_CDN.length - 1, text.length); length > 0; length--) {
    if (text.endsWith(SHOPIFY_CDN.slice(0, length))) return length;
  }
  return 0;
}

/**
 * The content security policy with the sandbox's admin, which has the app's own origin here, in the place of Shopify's
 * as the page that may frame the app.
 */
export function allowSandboxToFrame(contentSecurityPolicy: string): string {
  return contentSecurityPolicy.replace(/frame-ancestors[^;]*/, "frame-ancestors 'self'");
}
