import { setTimeout as sleep } from "node:timers/promises";
import { logger } from "~/ops/logger";

/** A job that another process has sent is found after this at the latest. */
const POLLING_MS = 2_000;
const TRY_AGAIN_MS = 1_000;

interface Job {
  id: string;
  data: unknown;
}

/** What is needed of pg-boss. */
interface JobQueue {
  fetch: (name: string, options: { batchSize: number }) => Promise<Job[]>;
  complete: (name: string, id: string) => Promise<void>;
  fail: (name: string, id: string, reason: object) => Promise<void>;
}

interface QueueWork {
  name: string;
  /** Jobs at the same time. */
  atOnce: number;
  handle: (data: unknown) => Promise<void>;
}

/**
 * Takes the jobs of one queue. pg-boss has workers of its own, which take one job in two seconds, however short the jobs are,
 * and which end the process when a job's end cannot be stored since the database is gone.
 */
export class QueueWorker {
  private readonly underWay = new Set<Promise<void>>();
  private readonly working: Promise<void>;
  private isStopping = false;
  private isWoken = false;
  private endPause = () => {};

  constructor(
    private readonly queue: JobQueue,
    private readonly work: QueueWork,
  ) {
    this.working = this.takeJobs();
  }

  /** There is something to do. */
  wake(): void {
    this.isWoken = true;
    this.endPause();
  }

  /** Takes no more jobs, and waits until those under way have ended. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.wake();
    await this.working;
    await Promise.all(this.underWay);
  }

  private async takeJobs(): Promise<void> {
    while (!this.isStopping) {
      this.isWoken = false;
      const places = this.work.atOnce - this.underWay.size;
      const jobs = places > 0 ? await this.queue.fetch(this.work.name, { batchSize: places }) : [];
      for (const job of jobs) this.begin(job);
      if (jobs.length < places || places === 0) await this.pause();
    }
  }

  private async pause(): Promise<void> {
    if (this.isWoken) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, POLLING_MS);
      this.endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private begin(job: Job): void {
    const running = this.perform(job).finally(() => {
      this.underWay.delete(running);
      this.wake();
    });
    this.underWay.add(running);
  }

  private async perform({ id, data }: Job): Promise<void> {
    const { name, handle } = this.work;
    try {
      await handle(data);
      await this.store(() => this.queue.complete(name, id));
    } catch (error) {
      if (!this.isStopping) logger.error({ err: error, queue: name, data }, "A job failed");
      await this.store(() => this.queue.fail(name, id, error instanceof Error ? error : { message: String(error) }));
    }
  }

  /** Notes how a job has ended, also when the database has to come back first. */
  private async store(note: () => Promise<void>): Promise<void> {
    for (let isFirst = true; ; isFirst = false) {
      try {
        await note();
        return;
      } catch (error) {
        if (isFirst) logger.warn({ err: error, queue: this.work.name }, "The end of a job could not be stored yet");
        if (this.isStopping) return;
        await sleep(TRY_AGAIN_MS);
      }
    }
  }
}
