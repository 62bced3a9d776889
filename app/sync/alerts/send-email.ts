import { createTransport } from "nodemailer";
import { environment } from "~/ops/env";
import { writeEmailBodies } from "./digest-email";
import { DeliveryFailure } from "./delivery-failure";
import type { WrittenDigest } from "./write-digest";

const CONNECTION_LIMIT_MS = 10_000;
const SILENCE_LIMIT_MS = 20_000;

/**
 * Sends a digest to one recipient.
 *
 * @param deliveryId makes the message's id, so that a mail program shows one that comes twice once
 * @throws {DeliveryFailure}
 */
export async function sendEmail(recipient: string, digest: WrittenDigest, deliveryId: string): Promise<void> {
  const { mail, shopifyAppUrl } = environment();
  if (mail === undefined) throw new DeliveryFailure("email-not-set-up", "SMTP_URL is not set", false);
  const transport = createTransport({
    url: mail.smtpUrl,
    connectionTimeout: CONNECTION_LIMIT_MS,
    greetingTimeout: CONNECTION_LIMIT_MS,
    socketTimeout: SILENCE_LIMIT_MS,
    // What a digest holds comes from a shop: nothing of it may name a file or an address to be read.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from: mail.from,
      to: { name: "", address: recipient },
      subject: digest.subject,
      ...writeEmailBodies(digest),
      messageId: `<${deliveryId}@${new URL(shopifyAppUrl).hostname}>`,
      headers: { "Auto-Submitted": "auto-generated" },
    });
  } catch (error) {
    throw toFailure(error);
  } finally {
    transport.close();
  }
}

const UNREACHABLE = new Set(["ECONNECTION", "ESOCKET", "ETIMEDOUT", "EDNS", "ETLS"]);

/** What the mail server has against it. 5xx is its last word; after 4xx, or silence, it may be asked again. */
function toFailure(error: unknown): DeliveryFailure {
  const { code, responseCode, response, message } = error as {
    code?: string;
    responseCode?: number;
    response?: string;
    message?: string;
  };
  const detail = response ?? message ?? String(error);
  const isFinal = responseCode !== undefined && responseCode >= 500;
  // A password may be put right by whoever runs this installation.
  if (code === "EAUTH") return new DeliveryFailure("email-login-refused", detail, true);
  if (code === "EENVELOPE") return new DeliveryFailure("email-address-refused", detail, !isFinal);
  if (code !== undefined && UNREACHABLE.has(code) && responseCode === undefined) {
    return new DeliveryFailure("email-unreachable", detail, true);
  }
  return new DeliveryFailure("email-refused", detail, !isFinal);
}
