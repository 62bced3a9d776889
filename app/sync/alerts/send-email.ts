import { createTransport } from "nodemailer";
import type { DeliveryFault } from "~/data/alert-deliveries";
import { environment } from "~/ops/env";
import { writeEmailBodies } from "./digest-email";
import { DeliveryFailure } from "./delivery-failure";
import type { WrittenDigest } from "./write-digest";

const CONNECTION_LIMIT_MS = 10_000;
const SILENCE_LIMIT_MS = 20_000;
/** For all of it, however often the server says something: by then nobody else has taken the delivery. */
const WHOLE_LIMIT_MS = 60_000;

/**
 * Sends a digest to one recipient.
 *
 * @param deliveryId makes the message's id, so that a mail program shows one that comes twice once
 * @throws {DeliveryFailure}
 */
export async function sendEmail(recipient: string, digest: WrittenDigest, deliveryId: string): Promise<void> {
  const { mail, shopifyAppUrl } = environment();
  if (mail === undefined) throw new DeliveryFailure("email-not-set-up", { reason: "SMTP_URL is not set" });
  const transport = createTransport({
    url: mail.smtpUrl,
    requireTLS: needsTls(mail.smtpUrl),
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
      signal: AbortSignal.timeout(WHOLE_LIMIT_MS),
    });
  } catch (error) {
    throw toFailure(error);
  } finally {
    transport.close();
  }
}

const LOOPBACK_HOSTS = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** A password goes over no line that others can read, even where somebody in between hides that the server knows TLS. */
export function needsTls(smtpUrl: string): boolean {
  const { username, hostname } = new URL(smtpUrl);
  return username !== "" && !LOOPBACK_HOSTS.has(hostname);
}

/** What nodemailer tells of a fault. */
interface SmtpError {
  code?: string;
  /** The one that failed, such as "RCPT TO". */
  command?: string;
  responseCode?: number;
  response?: string;
  message?: string;
}

/** What the mail server has against it. 5xx is its last word; after 4xx, or silence, it may be asked again. */
function toFailure(error: unknown): DeliveryFailure {
  const smtp = error as SmtpError;
  const { response: detail, message: reason = String(error) } = smtp;
  const fault = findFault(smtp);
  const isFinal = smtp.responseCode !== undefined && smtp.responseCode >= 500 && !MENDED_HERE.has(fault);
  return new DeliveryFailure(fault, { detail, reason, isRepeatable: !isFinal });
}

/** What whoever runs this installation may put right meanwhile. */
const MENDED_HERE = new Set<DeliveryFault>(["email-login-refused", "email-sender-refused", "email-not-secure"]);

const UNREACHABLE = new Set(["ECONNECTION", "ESOCKET", "ETIMEDOUT", "EDNS", "EABORT"]);

/** nodemailer's EENVELOPE comes for sender, recipient and the begin of the message alike. */
function findFault({ code, command, responseCode }: SmtpError): DeliveryFault {
  if (code === "EAUTH") return "email-login-refused";
  if (code === "ETLS") return "email-not-secure";
  if (command === "MAIL FROM") return "email-sender-refused";
  if (command === "RCPT TO" && responseCode !== undefined && responseCode >= 500) return "email-address-refused";
  if (code !== undefined && UNREACHABLE.has(code) && responseCode === undefined) return "email-unreachable";
  return "email-refused";
}
