import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export interface Received {
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export interface ReceivingApp {
  url: string;
  /** In order of arrival. */
  received: Received[];
  /** The most requests that were under way at once. */
  mostAtOnce: () => number;
}

/**
 * An app that only writes down what it is sent, and answers with the given statuses, the last one from then on, after some
 * time where it is slow.
 */
export async function openApp(
  statuses: readonly number[] | ((request: Received) => number) = [200],
  answerMs = 0,
): Promise<ReceivingApp> {
  const received: Received[] = [];
  const remaining = typeof statuses === "function" ? [] : [...statuses];
  let atOnce = 0;
  let mostAtOnce = 0;
  const server = createServer((request, response) => {
    let body = "";
    atOnce += 1;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    request.on("data", (chunk: Buffer) => (body += chunk.toString("utf8")));
    request.on("end", () => {
      const arrived = { path: request.url ?? "", headers: request.headers, body };
      received.push(arrived);
      const status = typeof statuses === "function" ? statuses(arrived) : nextOf(remaining);
      setTimeout(() => {
        atOnce -= 1;
        response.writeHead(status).end();
      }, answerMs);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    mostAtOnce: () => mostAtOnce,
  };
}

function nextOf(statuses: number[]): number {
  return (statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 200;
}
