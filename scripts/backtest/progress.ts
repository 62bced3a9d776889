/** Work that takes no longer needs no word. */
const QUIET_MS = 1500;
const MS_BETWEEN = 200;

/** Says on standard error what is being done, where somebody watches. */
export class Progress {
  private readonly startedMs = Date.now();
  private shownMs = 0;

  constructor(private readonly stream: NodeJS.WriteStream) {}

  show(what: string): void {
    const nowMs = Date.now();
    if (!this.stream.isTTY || nowMs - this.startedMs < QUIET_MS || nowMs - this.shownMs < MS_BETWEEN) return;
    this.shownMs = nowMs;
    this.overwrite(`${what} …`);
  }

  /** Shows it for as long as the work waits for a file. */
  async showDuring<Result>(what: string, work: Promise<Result>): Promise<Result> {
    const timer = setInterval(() => {
      this.show(what);
    }, MS_BETWEEN);
    try {
      return await work;
    } finally {
      clearInterval(timer);
    }
  }

  /** Takes the last word away, before something else is written. */
  end(): void {
    if (this.shownMs > 0) this.overwrite("");
    this.shownMs = 0;
  }

  private overwrite(text: string): void {
    this.stream.cursorTo(0);
    this.stream.clearLine(0);
    this.stream.write(text);
  }
}
