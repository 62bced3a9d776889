import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Where webhooks are posted to. It answers what it is told to, and remembers. */
export class Receiver {
  readonly received: { headers: IncomingHttpHeaders; body: string }[] = [];
  answer: { status: number; headers?: Record<string, string>; body?: string } = { status: 200, body: "ok" };
  private server: Server | undefined;

  /** @returns its address */
  async open(): Promise<string> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        this.received.push({ headers: request.headers, body: Buffer.concat(chunks).toString("utf8") });
        response.writeHead(this.answer.status, this.answer.headers).end(this.answer.body);
      });
    });
    this.server = server;
    await new Promise<void>((opened) => server.listen(0, "127.0.0.1", opened));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  }

  async close(): Promise<void> {
    const { server } = this;
    if (server) await new Promise((closed) => server.close(closed));
  }
}
