import { once } from "node:events";
import {
  Agent,
  createServer,
  request as send,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";

// As docker/Caddyfile has it.
const HEALTH_PATH = "/healthz?check=live";
const HEALTH_INTERVAL_MS = 1_000;
const HEALTH_LIMIT_MS = 5_000;
const RULED_OUT_MS = 5_000;
const TRY_LIMIT_MS = 10_000;
const TRY_AGAIN_MS = 250;
/** They are about one connection, and each proxy has its own. */
const PER_CONNECTION = ["connection", "keep-alive", "transfer-encoding"];

/** A process of the app, as far as the balancer knows it. */
interface Upstream {
  address: string;
  agent: Agent;
  isHealthy: boolean;
  ruledOutUntil: number;
  underWay: number;
  answered: number;
}

/** What came of passing a request on; left: by its client. */
type Outcome = "answered" | "refused" | "none there" | "broken" | "left";

/**
 * Stands between clients and processes of the app, as the proxy of docker/Caddyfile does: takes the one that is least busy of
 * those that live and go on, keeps connections, and turns to another one where none can be made. One thing it does not do:
 * ask again after a connection has broken, by which a proxy can hide that a process broke it.
 */
export class LoadBalancer {
  /** Requests that came to nothing, or were answered with an error of the server. */
  readonly failures: string[] = [];
  private readonly upstreams: Upstream[] = [];
  private readonly server: Server;
  private readonly looking: NodeJS.Timeout;

  private constructor() {
    this.server = createServer((request, response) => void this.answer(request, response));
    this.looking = setInterval(() => void Promise.all(this.upstreams.map(look)), HEALTH_INTERVAL_MS);
  }

  static async start(): Promise<LoadBalancer> {
    const balancer = new LoadBalancer();
    balancer.server.listen(0, "127.0.0.1");
    await once(balancer.server, "listening");
    return balancer;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  add(address: string): void {
    const agent = new Agent({ keepAlive: true });
    this.upstreams.push({ address, agent, isHealthy: true, ruledOutUntil: 0, underWay: 0, answered: 0 });
  }

  /** How many requests a process has answered. */
  answeredBy(address: string): number {
    return this.upstreams.find((upstream) => upstream.address === address)?.answered ?? 0;
  }

  async close(): Promise<void> {
    clearInterval(this.looking);
    for (const { agent } of this.upstreams) agent.destroy();
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const deadline = Date.now() + TRY_LIMIT_MS;
    const outcomes: Outcome[] = [];
    do {
      if (outcomes.length > 0) await sleep(TRY_AGAIN_MS);
      const upstream = this.choose();
      outcomes.push(upstream ? await passOn(upstream, request, body, response) : "none there");
    } while (goesOn(outcomes.at(-1)) && Date.now() < deadline);
    if (!response.headersSent) response.writeHead(502).end();
    if (outcomes.at(-1) === "left" || (response.writableFinished && response.statusCode < 500)) return;
    const [path] = request.url?.split("?") ?? [];
    this.failures.push(`${request.method} ${path}: ${outcomes.join(", ")}, ${response.statusCode}`);
  }

  private choose(): Upstream | undefined {
    const available = this.upstreams.filter(({ isHealthy, ruledOutUntil }) => isHealthy && ruledOutUntil < Date.now());
    return available.sort((one, other) => one.underWay - other.underWay || one.answered - other.answered)[0];
  }
}

function goesOn(outcome: Outcome | undefined): boolean {
  return outcome === "refused" || outcome === "none there";
}

async function look(upstream: Upstream): Promise<void> {
  const signal = AbortSignal.timeout(HEALTH_LIMIT_MS);
  const answer = await fetch(upstream.address + HEALTH_PATH, { signal }).catch(() => null);
  upstream.isHealthy = answer?.ok ?? false;
  await answer?.body?.cancel().catch(() => {});
}

async function passOn(
  upstream: Upstream,
  { method, url, headers, socket }: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): Promise<Outcome> {
  upstream.underWay += 1;
  try {
    const asked = send(new URL(url ?? "/", upstream.address), {
      method,
      agent: upstream.agent,
      headers: {
        ...withoutPerConnection(headers),
        "content-length": body.length,
        "x-forwarded-for": socket.remoteAddress,
        "x-forwarded-proto": "http",
        "x-forwarded-host": headers.host,
      },
    });
    asked.end(body);
    const [answer] = (await once(asked, "response")) as [IncomingMessage];
    response.writeHead(answer.statusCode ?? 502, withoutPerConnection(answer.headers));
    await pipeline(answer, response);
    upstream.answered += 1;
    return "answered";
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ERR_STREAM_PREMATURE_CLOSE") return "left";
    if (code !== "ECONNREFUSED") return "broken";
    upstream.ruledOutUntil = Date.now() + RULED_OUT_MS;
    return "refused";
  } finally {
    upstream.underWay -= 1;
  }
}

function withoutPerConnection(headers: IncomingMessage["headers"]): IncomingMessage["headers"] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !PER_CONNECTION.includes(name)));
}
