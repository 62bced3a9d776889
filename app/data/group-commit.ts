/**
 * Lets things that are asked for while others are being done wait and be done together, so that many share one statement and
 * one commit; what comes alone is done at once. Where doing them together fails, each is done alone, so that only those fail
 * that have to.
 *
 * @param work does some things, at most `most`, and returns what came of each, in their order
 */
export function groupWhileBusy<Item, Result>(
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
  most: number,
): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = [];
  let isBusy = false;

  const workOff = async () => {
    isBusy = true;
    while (waiting.length > 0) await settle(work, waiting.splice(0, most));
    isBusy = false;
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!isBusy) void workOff();
    });
}

interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (reason: unknown) => void;
}

async function settle<Item, Result>(
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
  group: readonly Waiting<Item, Result>[],
): Promise<void> {
  try {
    const results = await work(group.map(({ item }) => item));
    group.forEach(({ resolve }, position) => {
      resolve(results[position] as Result);
    });
  } catch (error) {
    if (group.length > 1) for (const one of group) await settle(work, [one]);
    else group[0]?.reject(error);
  }
}
