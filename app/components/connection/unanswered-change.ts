/** What became of the latest change that a page sent: answered, without an answer while the app is asked for, or without one for good. */
export type ChangeAnswer = "answered" | "awaited" | "none";

let latest: ChangeAnswer = "answered";
const listeners = new Set<() => void>();

export function readChangeAnswer(): ChangeAnswer {
  return latest;
}

export function noteChangeAnswer(answer: ChangeAnswer): void {
  latest = answer;
  for (const listener of listeners) listener();
}

/** Returns what ends it. */
export function followChangeAnswer(onChange: () => void): () => void {
  listeners.add(onChange);
  return () => {
    listeners.delete(onChange);
  };
}
