import { seededRandom, shuffled } from '../core/random.ts';
import type { RunDeadline } from './scenario-deps.ts';

/** What has a turn in each round until it is settled: a scenario, or the pair of a duet. */
export interface Entry {
  /** Looks at the evidence and writes down what it says; whether another turn is wanted. */
  isOpen: () => boolean;
  /** @throws when interrupted or the cluster fails */
  takeTurn: (round: number) => Promise<void>;
}

export interface Rounds {
  seed: number;
  deadline: RunDeadline;
  /** given: that of the entries, in every round. */
  order?: 'drawn' | 'given';
  /** Whether no entry has another turn, open or not. */
  isOver?: () => boolean;
  /** Waits between one round and the next. */
  pause?: () => Promise<void>;
}

/** Sets the order apart from the offsets in the second, which come from the same seed. */
const orderSalt = 0x51ed270b;

/**
 * Rounds until every entry is settled. In each round every open entry has one turn, in an order that is drawn afresh, so
 * that whatever grows or shrinks during a run (caches, other load, the time of day) touches all alike. At the deadline
 * none is more than one turn ahead of another that is open. @throws when interrupted or the cluster fails
 */
export async function runRounds(entries: readonly Entry[], rounds: Rounds): Promise<void> {
  const { seed, deadline, order = 'drawn', isOver = () => false, pause } = rounds;
  const random = seededRandom(seed ^ orderSalt);
  let open = entries.filter((entry) => entry.isOpen());
  for (let round = 1; open.length > 0; round++) {
    if (round > 1) await pause?.();
    const settled = new Set<Entry>();
    for (const entry of order === 'drawn' ? shuffled(open, random) : open) {
      if (isOver()) return;
      if (!deadline.signal.aborted) await entry.takeTurn(round);
      if (!entry.isOpen()) settled.add(entry);
    }
    open = open.filter((entry) => !settled.has(entry));
  }
}
