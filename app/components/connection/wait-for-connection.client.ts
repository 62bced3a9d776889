import { ConnectionLost } from "./connection-lost";

/** How long to wait before each further attempt to read. */
const PAUSES_MS = [500, 1_500, 4_000];

/**
 * Has what the page asks the app for wait while the browser is offline, so that nothing that was typed is lost to a request that
 * cannot arrive. What only reads is tried again when the connection breaks; what changes something is sent once, because it may have
 * arrived though its answer did not. What gets no answer then fails with {@link ConnectionLost}.
 */
export function waitForConnection(): void {
  const ask = window.fetch.bind(window);
  window.fetch = (input, init) => {
    const request = input instanceof Request ? input : undefined;
    const url = input instanceof Request ? input.url : input;
    if (new URL(url, location.href).origin !== location.origin) return ask(input, init);
    const method = init?.method ?? request?.method ?? "GET";
    const signal = init?.signal ?? request?.signal;
    return askPatiently(() => ask(input, init), method.toUpperCase() === "GET" ? PAUSES_MS : [], signal);
  };
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
