import { createHash, timingSafeEqual } from "node:crypto";

/** Compares a secret with what somebody claims it to be, in a time that tells nothing about where, or in length, they differ. */
export function isSameSecret(claimed: string, secret: string): boolean {
  return timingSafeEqual(digest(claimed), digest(secret));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
