/** Lets so many requests run at once and no more; the others wait in order. */
export class DeliveryLanes {
  /** A set keeps its order and gives up its first member at no cost, however many wait. */
  private readonly waiting = new Set<() => void>();

  constructor(private free: number) {}

  async run<Result>(task: () => Promise<Result>): Promise<Result> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.add(resolve));
    try {
      return await task();
    } finally {
      this.passOn();
    }
  }

  private passOn(): void {
    const [next] = this.waiting;
    if (!next) {
      this.free += 1;
      return;
    }
    this.waiting.delete(next);
    next();
  }
}
