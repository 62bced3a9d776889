import type { RunningWork } from "~/reports/status-report";
import type { Words } from "~/words/words";

/** What a run is for, as the merchant calls it. */
export function nameRun(kind: RunningWork["kind"], t: Words["t"]): string {
  return t(`statusPage.run.${kind}`);
}

/** What a run does now. */
export function namePhase(phase: RunningWork["phase"], t: Words["t"]): string {
  return t(`statusPage.phase.${phase}`);
}
