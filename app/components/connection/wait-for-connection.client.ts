import { ConnectionLost } from "./connection-lost";
import { noteUnansweredChange, readStay } from "./unanswered-change";

/** How long to wait before each further attempt to read. */
const PAUSES_MS = [500, 1_500, 4_000];

/** How often the app is asked for again after it gave a change no answer. */
const ASK_AFTER_MS = 2_000;
/** The lightest of what only a page that is signed in gets. */
const LIGHT_PATH = "/app/freshness";

/** What a proxy answers that does not get through to the app, and the app while its database is gone. */
const OUTAGES = [502, 503, 504];

/**
 * Has what the page asks the app for wait while the browser is offline, so that nothing that was typed is lost to a request that
 * cannot arrive. What only reads is tried again when the connection breaks; what changes something is sent once, because it may have
 * arrived though its answer did not. A form that gets no answer is answered with nothing as soon as the app can be read again: the
 * page stays, with what was typed over what holds by then, and {@link noteUnansweredChange} has it told. All else that gets no
 * answer fails with {@link ConnectionLost}.
 */
export function waitForConnection(): void {
  const ask = window.fetch.bind(window);
  window.fetch = (input, init) => {
    const request = input instanceof Request ? input : undefined;
    const url = new URL(input instanceof Request ? input.url : input, location.href);
    if (url.origin !== location.origin) return ask(input, init);
    const method = (init?.method ?? request?.method ?? "GET").toUpperCase();
    const signal = init?.signal ?? request?.signal;
    if (method === "GET") return askPatiently(() => ask(input, init), PAUSES_MS, signal);
    const send = () => askPatiently(() => ask(input, init), [], signal);
    return url.pathname.endsWith(".data") ? sendForm(send, ask, signal) : send();
  };
}

/** @param send what sends a form of Remix's, once */
async function sendForm(
  send: () => Promise<Response>,
  ask: typeof fetch,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const sentIn = readStay();
  const answer = await send().catch((error: unknown) => {
    if (error instanceof ConnectionLost) return null;
    throw error;
  });
  if (answer !== null && !OUTAGES.includes(answer.status)) return answer;
  noteUnansweredChange("awaited", sentIn);
  try {
    await untilAppAnswers(ask, signal);
  } finally {
    noteUnansweredChange("none", sentIn);
  }
  // Remix takes it for an action that says nothing, and reads the page again.
  return new Response(null, { status: 204 });
}

async function untilAppAnswers(ask: typeof fetch, signal: AbortSignal | undefined): Promise<void> {
  await untilOnline(signal);
  const answer = await ask(LIGHT_PATH, { signal: signal ?? null }).catch((error: unknown) => {
    if (error instanceof TypeError) return null;
    throw error;
  });
  if (answer !== null && !OUTAGES.includes(answer.status)) return;
  await passed(ASK_AFTER_MS, signal);
  await untilAppAnswers(ask, signal);
}

async function askPatiently(
  ask: () => Promise<Response>,
  [pauseMs, ...furtherPauses]: readonly number[],
  signal: AbortSignal | undefined,
): Promise<Response> {
  await untilOnline(signal);
  try {
    return await ask();
  } catch (error) {
    // What fetch throws when the network fails; an end that was asked for is another error.
    if (!(error instanceof TypeError)) throw error;
    if (pauseMs === undefined) throw new ConnectionLost(error);
    await passed(pauseMs, signal);
    return askPatiently(ask, furtherPauses, signal);
  }
}

/** @throws the signal's reason, when what waits is no longer wanted */
async function untilOnline(signal: AbortSignal | undefined): Promise<void> {
  if (!navigator.onLine)
    await unlessAborted(signal, (done) => {
      window.addEventListener("online", done, { once: true });
    });
}

function passed(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return unlessAborted(signal, (done) => {
    setTimeout(done, milliseconds);
  });
}

function unlessAborted(signal: AbortSignal | undefined, waitFor: (done: () => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      reject(signal?.reason as Error);
    };
    if (signal?.aborted) {
      abort();
      return;
    }
    signal?.addEventListener("abort", abort, { once: true });
    waitFor(() => {
      signal?.removeEventListener("abort", abort);
      resolve();
    });
  });
}
