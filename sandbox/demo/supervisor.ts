import { startChild, type ChildProcess, type ChildProcessOptions } from "./child-process";

/** Starts the demo's processes, notices when one ends by itself, and stops all of them together. */
export class Supervisor {
  readonly #children: ChildProcess[] = [];
  #isStopping = false;
  #reportFailure: (failure: Error) => void = () => undefined;

  /** Rejects when a process that should run on has ended. */
  readonly failure = new Promise<never>((_resolve, reject) => {
    this.#reportFailure = reject;
  });

  /** Starts a process that runs until it is stopped. */
  startServer(options: ChildProcessOptions): ChildProcess {
    const child = this.#start(options);
    const report = (how: string) => {
      if (!this.#isStopping) this.#reportFailure(new Error(`${options.name} ended by itself (${how}); see above`));
    };
    child.ended.then(
      (exit) => report(typeof exit === "number" ? `exit code ${exit}` : exit),
      (error: unknown) => report(String(error)),
    );
    return child;
  }

  /**
   * Runs a process to its end.
   *
   * @throws when it ends with another exit code than 0
   */
  async run(options: ChildProcessOptions): Promise<void> {
    const exit = await this.#start(options).ended;
    if (exit !== 0) throw new Error(`${options.name} failed (${exit}); see above`);
  }

  /** Stops all processes, the last one started first: the app before the Shopify that it talks to. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    for (const child of this.#children.reverse()) await child.stop();
  }

  #start(options: ChildProcessOptions): ChildProcess {
    const child = startChild(options);
    this.#children.push(child);
    return child;
  }
}
