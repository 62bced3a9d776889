import { RUN_PHASES, saveRunProgress, type RunPhase, type RunState, type SyncRun } from "~/data/sync-runs";

/** Saved at most this often while lines stream in; every change of phase is saved at once. */
const SAVE_INTERVAL_MS = 1_000;

/** What the work of every run begins with. */
export interface RunContext {
  shop: string;
  progress: RunProgress;
  /** Aborted when the work has to end early. */
  signal: AbortSignal;
}

/** How far a run has come, in memory and, a little behind, in the database. */
export class RunProgress {
  readonly shop: string;
  readonly runId: string;
  readonly state: RunState;
  private phase: RunPhase;
  private savedAt = 0;
  private saving: Promise<void> = Promise.resolve();

  constructor(run: SyncRun) {
    this.shop = run.shop;
    this.runId = run.runId;
    this.state = run.state;
    this.phase = run.phase;
  }

  /** Of two exports that run at the same time, the one that is ahead names the phase. */
  async enter(phase: RunPhase): Promise<void> {
    if (RUN_PHASES.indexOf(phase) <= RUN_PHASES.indexOf(this.phase) && this.state.phases[this.phase]) return;
    this.phase = phase;
    this.state.phases[phase] ??= new Date().toISOString();
    await this.save();
  }

  /** For progress that comes in quick succession. */
  async saveSometimes(): Promise<void> {
    if (performance.now() - this.savedAt >= SAVE_INTERVAL_MS) await this.save();
  }

  /** One save at a time: over several connections, an older state could arrive after a newer one. */
  async save(): Promise<void> {
    this.savedAt = performance.now();
    this.saving = this.saving.catch(() => {}).then(() => this.write());
    await this.saving;
  }

  private async write(): Promise<void> {
    const { catalogue, orders, comparison, backtest, mappingImport, replan, changes } = this.state;
    const compared = comparison?.compared["order-line"] ?? 0;
    const linesRead = (catalogue?.linesStored ?? 0) + (orders?.linesStored ?? 0) + compared;
    const planned = (mappingImport?.planned ?? 0) + (replan?.planned ?? 0);
    const objects = linesRead + (backtest?.judged ?? 0) + planned + changes;
    await saveRunProgress(this.shop, this.runId, { phase: this.phase, objects, state: this.state });
  }
}
