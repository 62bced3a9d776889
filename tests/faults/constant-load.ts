import { setTimeout as sleep } from "node:timers/promises";
import type { FaultyShop } from "./faulty-shop";

/** What clients ask for all the time, and what became of it. */
export interface Load {
  /** Requests that were not answered in full, each in words. */
  failures: readonly string[];
  /** Waits until so many more have had their answer, or failed. */
  more: (requests: number) => Promise<void>;
  end: () => Promise<void>;
}

const PAGES = ["/app", "/app/fast-movers", "/app/vendors", "/app/settings"];
const CSV = "/api/reorder.csv?view=all";
const PAUSE_MS = 50;

/** Merchants look at pages and scripts fetch the reorder list, one request after the other, until the load is ended. */
export async function startLoad(faulty: FaultyShop): Promise<Load> {
  const token = await faulty.makeApiToken();
  const { origin } = new URL((await faulty.request("/app")).url);
  const readCsv = () => expectAnswer(new Request(origin + CSV, { headers: bearer(token) }), isWholeCsv);
  const readPage = async (turn: number) => {
    const path = PAGES[turn % PAGES.length] ?? "/app";
    await expectAnswer(await faulty.request(path), isWholePage);
  };
  const stop = new AbortController();
  const failures: string[] = [];
  let asked = 0;
  const client = async (ask: (turn: number) => Promise<void>) => {
    for (let turn = 0; !stop.signal.aborted; turn++) {
      await ask(turn).catch((error: unknown) => failures.push(inWords(error)));
      asked += 1;
      await sleep(PAUSE_MS);
    }
  };
  const clients = [client(readPage), client(readPage), client(readCsv)];
  return {
    failures,
    more: async (requests) => {
      const enough = asked + requests;
      while (asked < enough) await sleep(PAUSE_MS);
    },
    end: async () => {
      stop.abort();
      await Promise.all(clients);
    },
  };
}

async function expectAnswer(request: Request, isWhole: (text: string) => boolean): Promise<void> {
  const { pathname } = new URL(request.url);
  const answer = await fetch(request);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${pathname} was answered with ${answer.status}`);
  if (!isWhole(text)) throw new Error(`The answer to ${pathname} broke off:\n${text.slice(-200)}`);
}

/** Data stream in after the page; then it is told that no more will come. */
function isWholePage(text: string): boolean {
  return text.includes("streamController.close()");
}

function isWholeCsv(text: string): boolean {
  return text.startsWith("sku,") && text.endsWith("\r\n");
}

function bearer(token: string): HeadersInit {
  return { Authorization: `Bearer ${token}` };
}

function inWords(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? `${message}: ${cause.message}` : message;
}
