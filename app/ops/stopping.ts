let stopping = false;

/** From now on `/healthz` says that this process stops, so that proxies send their requests to another one. */
export function announceStop(): void {
  stopping = true;
}

export function isStopping(): boolean {
  return stopping;
}
