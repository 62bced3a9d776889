import type { Clock } from "~/shopify/retry";

/** A clock whose sleeps end at once and are written down. */
export class FakeClock implements Clock {
  readonly sleeps: number[] = [];
  private time = 0;

  constructor(private readonly randomNumber = 0) {}

  now(): number {
    return this.time;
  }

  sleep(milliseconds: number): Promise<void> {
    this.sleeps.push(milliseconds);
    this.time += milliseconds;
    return Promise.resolve();
  }

  random(): number {
    return this.randomNumber;
  }
}
