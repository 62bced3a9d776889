import type { AddressInfo } from "node:net";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";

export interface ReceivedMail {
  to: string[];
  subject: string;
  messageId: string;
  text: string;
  html: string;
}

const MOST_KEPT = 100;

/** A mail server that takes every message, delivers none, and shows what it got. */
export class Mailbox {
  /** The latest last. */
  readonly received: ReceivedMail[] = [];
  /** What it says instead of taking a message, or already when it is told who sends it, or to whom. */
  refusal: { code: number; text: string; to?: "MAIL FROM" | "RCPT TO" } | null = null;
  /** An address that it does not know. */
  unknownAddress: string | null = null;
  private server: SMTPServer | undefined;

  /** @param port 0 for any free one. @returns the port */
  async open(port = 0): Promise<number> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      logger: false,
      onMailFrom: (_address, _session, callback) => {
        callback(this.refusalOf("MAIL FROM"));
      },
      onRcptTo: ({ address }, _session, callback) => {
        callback(address === this.unknownAddress ? refuse(550, "No such mailbox") : this.refusalOf("RCPT TO"));
      },
      onData: (stream, session, callback) => {
        const addresses = session.envelope.rcptTo.map(({ address }) => address);
        this.take(stream, addresses).then(callback, callback);
      },
    });
    this.server = server;
    await new Promise<void>((opened) => server.listen(port, "127.0.0.1", opened));
    return (server.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const { server } = this;
    if (server) await new Promise<void>((closed) => server.close(() => closed()));
  }

  private refusalOf(command: "MAIL FROM" | "RCPT TO"): Error | null {
    return this.refusal?.to === command ? refuse(this.refusal.code, this.refusal.text) : null;
  }

  /** @returns why it is refused; null for a message that was taken */
  private async take(stream: AsyncIterable<Buffer>, to: string[]): Promise<Error | null> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    if (this.refusal) return refuse(this.refusal.code, this.refusal.text);
    const { subject = "", messageId = "", text = "", html = "" } = await PostalMime.parse(Buffer.concat(chunks));
    this.received.push({ to, subject, messageId, text, html });
    if (this.received.length > MOST_KEPT) this.received.shift();
    return null;
  }
}

function refuse(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
