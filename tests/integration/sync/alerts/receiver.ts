import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";

interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
  /** "never": it keeps saying that there is more to come; "cut": the connection breaks in the midst of it. */
  ends?: "never" | "cut";
}

/** Where webhooks are posted to. It answers what it is told to, and remembers. */
export class Receiver {
  readonly received: { headers: IncomingHttpHeaders; body: string }[] = [];
  answer: Answer = { status: 200, body: "ok" };
  private server: Server | undefined;

  /** @returns its address */
  async open(): Promise<string> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        this.received.push({ headers: request.headers, body: Buffer.concat(chunks).toString("utf8") });
        const { status, headers, body, ends } = this.answer;
        response.writeHead(status, headers);
        if (ends === undefined) response.end(body);
        else response.write(body ?? "", () => ends === "cut" && response.destroy());
      });
    });
    this.server = server;
    await new Promise<void>((opened) => server.listen(0, "127.0.0.1", opened));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  }

  async close(): Promise<void> {
    const { server } = this;
    server?.closeAllConnections();
    if (server) await new Promise((closed) => server.close(closed));
  }
}
