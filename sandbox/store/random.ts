/** A stream of pseudo-random numbers. The same seed and stream name give the same numbers on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  fraction: () => number;
  /** Uniform integer, both ends included. */
  integer: (lowest: number, highest: number) => number;
  /** Uniform real number in [lowest, highest). */
  between: (lowest: number, highest: number) => number;
  /** True with this probability. */
  chance: (probability: number) => boolean;
  /** Standard normal. */
  normal: () => number;
  /** Integer whose mean is `mean`: the whole part, or one more with the probability of the fraction. */
  round: (mean: number) => number;
  pick: <T>(items: readonly T[]) => T;
  /** Shuffles in place (Fisher–Yates) and returns the same array. */
  shuffle: <T>(items: T[]) => T[];
}

/**
 * Makes one stream. Every part of the generator takes a stream of its own name, so that a change in one part does not
 * shift the numbers of the others.
 *
 * The generator is sfc32 of Chris Doty-Humphrey's PractRand (128 bits of state): fast, small and sound for a
 * simulation; not for secrets.
 */
export function createRandom(seed: number, stream: string): Random {
  const nextInteger = startSfc32(hashToInteger(stream), seed | 0, Math.floor(seed / 2 ** 32) | 0);
  let spareNormal: number | null = null;

  const random: Random = {
    fraction: () => nextInteger() / 2 ** 32,
    integer: (lowest, highest) => lowest + Math.floor(random.fraction() * (highest - lowest + 1)),
    between: (lowest, highest) => lowest + random.fraction() * (highest - lowest),
    chance: (probability) => random.fraction() < probability,
    normal: () => {
      if (spareNormal !== null) {
        const spare = spareNormal;
        spareNormal = null;
        return spare;
      }
      // Box–Muller gives two independent values; 1 − u keeps the logarithm away from zero.
      const radius = Math.sqrt(-2 * Math.log(1 - random.fraction()));
      const angle = 2 * Math.PI * random.fraction();
      spareNormal = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
    round: (mean) => {
      const whole = Math.floor(mean);
      return random.chance(mean - whole) ? whole + 1 : whole;
    },
    pick: <T>(items: readonly T[]): T => {
      if (items.length === 0) throw new RangeError("Cannot pick from an empty list");
      return items[random.integer(0, items.length - 1)] as T;
    },
    shuffle: <T>(items: T[]): T[] => {
      for (let last = items.length - 1; last > 0; last--) {
        const other = random.integer(0, last);
        const kept = items[last] as T;
        items[last] = items[other] as T;
        items[other] = kept;
      }
      return items;
    },
  };
  return random;
}

/** PractRand's sfc32: three state words and a counter; the first rounds are thrown away to mix the seed. */
function startSfc32(a: number, b: number, c: number): () => number {
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 15; round++) next();
  return next;
}

/** 32-bit FNV-1a over UTF-16 code units. */
function hashToInteger(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash | 0;
}
