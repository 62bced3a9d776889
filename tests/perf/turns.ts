/** Does something once and tells what it took. */
export type Measure = () => Promise<number>;

interface Turns {
  warmUpRounds?: number;
  /** Whether every other round goes backwards, so that none always follows the same one; not where one undoes another. */
  turnsBack?: boolean;
}

/**
 * Measures several things in turns, round by round, so that whatever else the machine does hits all alike.
 *
 * @returns the measurements of each, in the order given
 */
export async function takeTurns(
  measures: readonly Measure[],
  rounds: number,
  { warmUpRounds = 0, turnsBack = true }: Turns = {},
): Promise<number[][]> {
  const taken = measures.map((): number[] => []);
  for (let round = -warmUpRounds; round < rounds; round++) {
    const order = [...measures.entries()];
    if (turnsBack && round % 2 !== 0) order.reverse();
    for (const [index, measure] of order) {
      const value = await measure();
      if (round >= 0) taken[index]?.push(value);
    }
  }
  return taken;
}

/** Does something many times by several clients, each of which begins anew when it has ended. */
export async function byClients(clients: number, times: number, measure: Measure): Promise<number[]> {
  const taken: number[] = [];
  let begun = 0;
  const work = async () => {
    while (begun < times) {
      begun += 1;
      taken.push(await measure());
    }
  };
  await Promise.all(Array.from({ length: clients }, work));
  return taken;
}

/** Seconds. */
export async function timedSeconds(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return (performance.now() - begin) / 1_000;
}
