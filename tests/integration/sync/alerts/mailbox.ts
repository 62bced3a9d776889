import { SMTPServer } from "smtp-server";

export interface ReceivedMail {
  to: string[];
  subject: string;
  messageId: string;
  raw: string;
}

/** A mail server that takes everything, or nothing at all, and remembers. */
export class Mailbox {
  readonly received: ReceivedMail[] = [];
  /** What it says instead of taking a message. */
  refusal: { code: number; text: string } | null = null;
  /** An address that it does not know. */
  unknown: string | null = null;
  private server: SMTPServer | undefined;

  async open(port: number): Promise<void> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      logger: false,
      onRcptTo: ({ address }, _session, callback) => {
        callback(address === this.unknown ? Object.assign(new Error("No such mailbox"), { responseCode: 550 }) : null);
      },
      onData: (stream, session, callback) => {
        const chunks: Buffer[] = [];
        stream.on("data", (chunk: Buffer) => chunks.push(chunk));
        stream.on("end", () => {
          if (this.refusal) {
            callback(Object.assign(new Error(this.refusal.text), { responseCode: this.refusal.code }));
            return;
          }
          const raw = Buffer.concat(chunks).toString("utf8");
          this.received.push({
            to: session.envelope.rcptTo.map(({ address }) => address),
            subject: header(raw, "Subject"),
            messageId: header(raw, "Message-ID"),
            raw,
          });
          callback(null);
        });
      },
    });
    this.server = server;
    await new Promise<void>((opened) => server.listen(port, "127.0.0.1", opened));
  }

  async close(): Promise<void> {
    const { server } = this;
    if (server) await new Promise<void>((closed) => server.close(() => closed()));
  }
}

function header(raw: string, name: string): string {
  return new RegExp(`^${name}: (.*(?:\r\n[ \t].*)*)`, "mi").exec(raw)?.[1]?.replace(/\r\n[ \t]+/g, " ") ?? "";
}
