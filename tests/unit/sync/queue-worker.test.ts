import { afterEach, describe, expect, it, vi } from "vitest";
import { logger } from "~/ops/logger";
import { QueueWorker } from "~/sync/queue-worker";

/** A queue of jobs whose database can be taken away. */
class ShortQueue {
  readonly ends: string[] = [];
  isReachable = true;

  constructor(private readonly waiting: number[]) {}

  fetch(_name: string, { batchSize }: { batchSize: number }): Promise<{ id: string; data: unknown }[]> {
    const jobs = this.waiting.splice(0, batchSize);
    return Promise.resolve(jobs.map((data) => ({ id: String(data), data })));
  }

  complete(_name: string, id: string): Promise<void> {
    return this.end(`done ${id}`);
  }

  fail(_name: string, id: string): Promise<void> {
    return this.end(`failed ${id}`);
  }

  private end(end: string): Promise<void> {
    if (!this.isReachable) return Promise.reject(new Error("no database"));
    this.ends.push(end);
    return Promise.resolve();
  }
}

let worker: QueueWorker;
afterEach(() => worker.stop());

function work(queue: ShortQueue, handle: (data: unknown) => Promise<void>, atOnce = 2): void {
  worker = new QueueWorker(queue, { name: "refresh", atOnce, handle });
}

describe("a worker", () => {
  it("takes the next job when one has ended, and never more at once than it may", async () => {
    const queue = new ShortQueue([1, 2, 3, 4, 5, 6, 7, 8]);
    let underWay = 0;
    let most = 0;
    work(queue, async () => {
      most = Math.max(most, ++underWay);
      await new Promise((done) => setTimeout(done, 10));
      underWay -= 1;
    });
    await vi.waitFor(() => expect(queue.ends).toHaveLength(8), 1_000);
    expect(most).toBe(2);
  });

  it("notes which jobs failed, and goes on", async () => {
    const logged = vi.spyOn(logger, "error").mockReturnValue();
    const queue = new ShortQueue([1, 2]);
    work(queue, (data) => (data === 1 ? Promise.reject(new Error("bad")) : Promise.resolve()));
    await vi.waitFor(() => expect(queue.ends.toSorted()).toEqual(["done 2", "failed 1"]));
    expect(logged).toHaveBeenCalledOnce();
  });

  it("notes the end of a job once the database is back", async () => {
    vi.spyOn(logger, "warn").mockReturnValue();
    const queue = new ShortQueue([1]);
    queue.isReachable = false;
    const handle = vi.fn(() => Promise.resolve());
    work(queue, handle);
    await vi.waitFor(() => expect(handle).toHaveBeenCalledOnce());
    queue.isReachable = true;
    await vi.waitFor(() => expect(queue.ends).toEqual(["done 1"]), 3_000);
    expect(handle).toHaveBeenCalledOnce();
  });

  it("that stops takes no more, and waits for the job under way", async () => {
    const queue = new ShortQueue([1, 2]);
    let end = () => {};
    const handle = vi.fn(() => new Promise<void>((done) => (end = done)));
    work(queue, handle, 1);
    await vi.waitFor(() => expect(handle).toHaveBeenCalledOnce());
    const stopped = worker.stop();
    end();
    await stopped;
    expect(queue.ends).toEqual(["done 1"]);
  });
});
