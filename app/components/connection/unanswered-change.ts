/** What became of a change that got no answer: it waits for one while the app is asked for, or there is none for good. */
type MissingAnswer = "awaited" | "none";

interface UnansweredChange {
  answer: MissingAnswer;
  /** Whether the page is still open from which it was sent. */
  isFromHere: boolean;
}

/** A page from when it is opened until it is left. */
type Stay = number;

let stay: Stay = 0;
let latest: UnansweredChange | null = null;
const listeners = new Set<() => void>();

/** The latest of which there is something to tell. */
export function readUnansweredChange(): UnansweredChange | null {
  return latest;
}

export function readStay(): Stay {
  return stay;
}

/** @param sentIn the stay in which the change was sent */
export function noteUnansweredChange(answer: MissingAnswer, sentIn: Stay): void {
  tell({ answer, isFromHere: sentIn === stay });
}

/** Notes that the page is left: what was told of is known there, and what is awaited goes on. */
export function endStay(): void {
  stay++;
  tell(latest?.answer === "awaited" ? { ...latest, isFromHere: false } : null);
}

export function dismissUnansweredChange(): void {
  tell(null);
}

/** Returns what ends it. */
export function followUnansweredChange(onChange: () => void): () => void {
  listeners.add(onChange);
  return () => {
    listeners.delete(onChange);
  };
}

function tell(change: UnansweredChange | null): void {
  latest = change;
  for (const listener of listeners) listener();
}
