import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../src/core/plan.ts';
import { seededRandom, shuffled } from '../../src/core/random.ts';
import type { Result } from '../../src/core/result.ts';
import { runRounds, type Entry } from '../../src/run/run-rounds.ts';
import { objective, run, scenario } from './fake-run.ts';

/** So many scenarios called a, b, c …, without a warm-up, that are never settled before their iterations are made. */
function several(iterations: readonly number[]): Scenario[] {
  return iterations.map((count, index) =>
    scenario({
      name: String.fromCharCode(97 + index),
      iterations: count,
      maxIterations: count,
      warmup: 0,
      objectives: [],
    }),
  );
}

/** The names of those that were started in each round, in their order. */
function roundsOf({ scenarios }: Result): string[][] {
  const starts = scenarios
    .flatMap(({ name, iterations }) => iterations.map(({ round, startedAt }) => ({ name, round, startedAt })))
    .toSorted((one, other) => one.startedAt.localeCompare(other.startedAt));
  const rounds: string[][] = [];
  for (const { name, round } of starts) (rounds[(round ?? 0) - 1] ??= []).push(name);
  return rounds;
}

describe('several scenarios', () => {
  it('have one start each in every round, in an order of its own', async () => {
    const { result, space } = await run(() => ({ answerMs: 1500 }), several([12, 12, 12]));
    const rounds = roundsOf(result);
    expect(rounds).toHaveLength(12);
    for (const round of rounds) expect(round.toSorted()).toEqual(['a', 'b', 'c']);
    expect(new Set(rounds.map((round) => round.join(''))).size).toBeGreaterThan(3);
    expect(rounds.flat()).toEqual(space.starts.map(({ name }) => name));
  });

  it('have the same order for the same seed', async () => {
    const [one, other] = await Promise.all(
      [1, 2].map(() => run(() => ({ answerMs: 1500 }), several([8, 8, 8]))),
    );
    expect(one?.space.starts).toEqual(other?.space.starts);
  });

  it('drop out of the rounds when they are settled, while others are confirmed', async () => {
    const settled = scenario({ name: 'settled', warmup: 0 });
    const open = scenario({ name: 'open', warmup: 0 });
    const { result } = await run(
      (index, { name }) => ({ answerMs: name === 'open' && index === 5 ? 2500 : 1500 }),
      [settled, open],
    );
    const rounds = roundsOf(result);
    expect(rounds.slice(0, 10).every((round) => round.length === 2)).toBe(true);
    expect(rounds.slice(10).flat()).toEqual(Array<string>(rounds.length - 10).fill('open'));
    expect(rounds.length).toBeGreaterThan(10);
    expect(result.scenarios.map(({ verdict }) => verdict)).toEqual(['met', 'met']);
  });

  it('go on without one that is certainly violated', async () => {
    const silent = scenario({ name: 'silent', warmup: 0 });
    const { result } = await run(
      (_, { name }) => (name === 'silent' ? 'silent' : { answerMs: 1500 }),
      [silent, scenario({ name: 'fine', warmup: 0 })],
    );
    expect(result.scenarios).toMatchObject([
      { verdict: 'violated', stoppedBecause: 'settled' },
      { verdict: 'met', stoppedBecause: 'complete', summary: { count: 10 } },
    ]);
  });

  it('repeat an invalid start in a later round', async () => {
    const [disturbed, other] = several([5, 5]) as [Scenario, Scenario];
    const { result } = await run(
      (index, { name }) => (name === 'a' && index === 2 ? 'disturbed' : { answerMs: 1500 }),
      [disturbed, other],
    );
    expect(roundsOf(result).map((round) => round.length)).toEqual([2, 2, 2, 2, 2, 1]);
    expect(result.scenarios.map(({ summary }) => summary.count)).toEqual([5, 5]);
  });

  it('have the pair of a duet as one turn', async () => {
    const candidate = scenario({ name: 'duet', warmup: 0, objectives: [], iterations: 20 });
    const baseline = { ...candidate, name: 'duet (baseline)' };
    const duet: Scenario = {
      ...candidate,
      baseline: { kind: 'duet', label: 'app:0', maxRegression: 0.1, scenario: baseline },
    };
    const { result } = await run(() => ({ answerMs: 1500 }), [duet, ...several([20])]);
    const rounds = roundsOf(result);
    expect(rounds).toHaveLength(20);
    const kinds = new Set(rounds.map((round) => round.join(' ')));
    const pairs = ['duet (baseline) duet', 'duet duet (baseline)'];
    expect([...kinds].toSorted()).toEqual(pairs.flatMap((pair) => [`${pair} a`, `a ${pair}`]).toSorted());
  });

  it('are never more than one start apart while both are open, whatever answers and whatever is asked', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 2, maxLength: 5 }),
        fc.array(fc.constantFrom('silent' as const, 'disturbed' as const, { answerMs: 700 }), {
          minLength: 1,
          maxLength: 7,
        }),
        async (iterations, answers) => {
          const { space } = await run(
            (index) => answers[index % answers.length] ?? 'silent',
            several(iterations),
          );
          expectFair(space.starts.map(({ name }) => name));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('are never more than one start apart when the time for the run is over', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1000, max: 60_000 }), async (maxDurationMs) => {
        const { result, failure } = await run(() => ({ answerMs: 1500 }), several([30, 30, 30]), {
          maxDurationMs,
        });
        expect(failure).toBeNull();
        const counts = result.scenarios.map(({ iterations }) => iterations.length);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        expect(new Set(result.scenarios.map(({ stoppedBecause }) => stoppedBecause))).toEqual(
          new Set(['max-duration']),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('have no turn that would begin after the time for the run is over', async () => {
    const over = new AbortController();
    const turns: string[] = [];
    const entry = (name: string): Entry => ({
      isOpen: () => !over.signal.aborted,
      takeTurn() {
        turns.push(name);
        over.abort();
        return Promise.resolve();
      },
    });
    await runRounds(['a', 'b', 'c'].map(entry), { seed: 1, deadline: { signal: over.signal } });
    expect(turns).toHaveLength(1);
  });

  it('are all judged when the time is over before they had a turn', async () => {
    const promised = several([3, 3]).map((each) => ({ ...each, objectives: [objective('p95 <= 2s')] }));
    const { result } = await run(() => ({ answerMs: 1500 }), promised, { maxDurationMs: 1 });
    expect(result.scenarios.map(({ objectives }) => objectives.length)).toEqual([1, 1]);
    expect(result.verdict).toBe('inconclusive');
  });
});

describe('one scenario', () => {
  it('has a round for each start, at the places in the second that the seed gives', async () => {
    const { result } = await run(() => ({ answerMs: 1500 }), several([4]));
    const random = seededRandom(7);
    expect(result.scenarios[0]?.iterations).toMatchObject(
      [1, 2, 3, 4].map((round) => ({ round, startOffsetMs: random() * 1000 })),
    );
  });
});

describe('a shuffled list', () => {
  it('is a permutation, each as likely as any other', () => {
    const random = seededRandom(1);
    const counts = new Map<string, number>();
    for (let times = 0; times < 6000; times++) {
      const order = shuffled(['a', 'b', 'c'], random).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect([...counts.keys()].toSorted()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});

/** At any moment two that both have a start before them have had as many, give or take one. */
function expectFair(starts: readonly string[]): void {
  const names = [...new Set(starts)];
  for (let moment = 1; moment <= starts.length; moment++) {
    const open = names.filter((name) => starts.lastIndexOf(name) >= moment);
    const counts = open.map((name) => starts.slice(0, moment).filter((each) => each === name).length);
    if (counts.length > 0) expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  }
}
