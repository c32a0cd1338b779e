import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markdownSource, trustedMarkdown } from '../../src/core/markdown.ts';
import { seededRandom } from '../../src/core/random.ts';
import type { Outcome } from '../../src/github/failure.ts';
import { keyOf, parseSections } from '../../src/github/marker.ts';
import { writeSection, usualTiming, type Sticky } from '../../src/github/sticky-comment.ts';
import { SimulatedComments, SimulatedTime } from './simulated-comments.ts';

const quietMs = 3000;

interface Leg {
  name: string;
  runId: number;
  startMs: number;
  /** It is killed so long after its start; never where this is null. */
  killedMs: number | null;
}

interface Scene {
  legs: readonly Leg[];
  legsKnown: boolean;
  /** The longest way to GitHub and back. */
  slowestMs: number;
  seed: number;
}

interface Played {
  outcomes: (Outcome<Sticky> | 'killed')[];
  comments: SimulatedComments;
  time: SimulatedTime;
}

async function play({ legs, legsKnown, slowestMs, seed }: Scene): Promise<Played> {
  const random = seededRandom(seed);
  const time = new SimulatedTime();
  const comments = new SimulatedComments(time);
  const delays = {
    next: () => ({ thereMs: (random() * slowestMs) / 2, backMs: (random() * slowestMs) / 2 }),
  };
  const count = new Set(legs.map(({ name }) => name)).size;
  const started = legs.map(async (leg): Promise<Outcome<Sticky> | 'killed'> => {
    await time.sleep(leg.startMs);
    const controller = new AbortController();
    const clock = killable(time, leg.killedMs, controller);
    const outcome = await writeSection(
      {
        ...{ key: ['ci', 'measure'], leg: leg.name, legs: legsKnown ? count : null, mode: 'always' },
        section: {
          id: leg.name,
          title: leg.name,
          body: trustedMarkdown(`run ${leg.runId}`),
          state: 'violated',
        },
        run: { runId: leg.runId, attempt: 1 },
        render: (sections) => trustedMarkdown(sections.map(({ block }) => markdownSource(block)).join('\n')),
      },
      {
        ...{ quietMs, budgetMs: 1e9, random, clock, signal: controller.signal, key: keyOf('ci', 'measure') },
        comments: comments.seenBy(delays),
        wroteIt: () => true,
      },
    );
    return controller.signal.aborted ? 'killed' : outcome;
  });
  return { outcomes: await time.run(started), comments, time };
}

/** A leg that is killed does nothing any more once it next waits; what it has sent stays sent. */
function killable(
  time: SimulatedTime,
  killedMs: number | null,
  controller: AbortController,
): Pick<SimulatedTime, 'nowMs' | 'sleep'> {
  const endMs = killedMs === null ? Infinity : time.nowMs() + killedMs;
  return {
    nowMs: () => time.nowMs(),
    async sleep(ms) {
      if (time.nowMs() + ms <= endMs) return time.sleep(ms);
      controller.abort();
      throw new Error('killed');
    },
  };
}

const shown = ({ comments }: Played): string[] =>
  parseSections(comments.comments[0]?.body ?? '')
    .map(({ title, body }) => `${title} ${body}`)
    .sort();

const leg = (most: number): fc.Arbitrary<Leg> =>
  fc.record({
    name: fc.integer({ min: 1, max: most }).map((number) => `leg ${number}`),
    runId: fc.constant(7),
    startMs: fc.nat(3 * quietMs),
    killedMs: fc.constant(null),
  });

const scene = (
  legs: fc.Arbitrary<Leg[]>,
  slowestMs = fc.integer({ min: 10, max: quietMs / 2 }),
): fc.Arbitrary<Scene> => fc.record({ legs, legsKnown: fc.boolean(), slowestMs, seed: fc.integer() });

const differentLegs = fc.uniqueArray(leg(12), { selector: ({ name }) => name, minLength: 2 });

const allIn = (legs: readonly Leg[]): string[] =>
  legs.map(({ name, runId }) => `${name} run ${runId}`).sort();

describe('legs that comment at the same time', { timeout: 60_000 }, () => {
  it('end with one comment that has the section of each', async () => {
    await fc.assert(
      fc.asyncProperty(scene(differentLegs), async (given) => {
        const played = await play(given);
        expect(played.outcomes.every((each) => each !== 'killed' && each.ok)).toBe(true);
        expect(played.comments.comments).toHaveLength(1);
        expect(shown(played)).toEqual(allIn(given.legs));
      }),
      { numRuns: 100 },
    );
  });

  it('do so as well where requests often take too long and are given up', async () => {
    const slow = fc.integer({ min: quietMs, max: 4 * quietMs });
    await fc.assert(
      fc.asyncProperty(scene(differentLegs, slow), async (given) => {
        const played = await play(given);
        const done = given.legs.filter((_, index) => isDone(played.outcomes[index]));
        expect(shown(played)).toEqual(expect.arrayContaining(allIn(done)));
      }),
      { numRuns: 50 },
    );
  });

  it('leave the newest section of each leg, whichever run comes last', async () => {
    const withRuns = fc.array(
      fc.tuple(leg(4), fc.integer({ min: 1, max: 4 })).map(([each, runId]) => ({ ...each, runId })),
      { minLength: 2, maxLength: 10 },
    );
    await fc.assert(
      fc.asyncProperty(scene(withRuns), async (given) => {
        const played = await play({ ...given, legsKnown: false });
        const newest = given.legs.filter(
          ({ name, runId }) => !given.legs.some((other) => other.name === name && other.runId > runId),
        );
        expect(played.comments.comments).toHaveLength(1);
        expect(shown(played)).toEqual([...new Set(allIn(newest))]);
      }),
      { numRuns: 100 },
    );
  });

  it('lose nothing where others of them are killed at any moment', async () => {
    const mortal = fc.uniqueArray(
      fc
        .tuple(leg(12), fc.option(fc.nat(3 * quietMs), { freq: 2 }))
        .map(([each, killedMs]) => ({ ...each, killedMs })),
      { selector: ({ name }) => name, minLength: 2 },
    );
    await fc.assert(
      fc.asyncProperty(scene(mortal), async (given) => {
        const played = await play(given);
        const done = given.legs.filter((_, index) => isDone(played.outcomes[index]));
        expect(shown(played)).toEqual(expect.arrayContaining(allIn(done)));
        expect(played.comments.comments.length <= 1 || done.length === 0).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('are told to be there when twenty begin at the same moment, with few comments made on the way', async () => {
    const legs = Array.from({ length: 20 }, (_, index) => ({
      ...{ name: `leg ${index}`, runId: 7, startMs: 0, killedMs: null },
    }));
    const played = await play({ legs, legsKnown: true, slowestMs: 600, seed: 1 });
    expect(shown(played)).toEqual(allIn(legs));
    expect(played.comments.created).toBeLessThanOrEqual(3);
    expect(played.comments.writes).toBeLessThanOrEqual(2 * legs.length);
    expect(played.time.nowMs()).toBeLessThan(usualTiming.budgetMs);
  });
});

function isDone(outcome: Outcome<Sticky> | 'killed' | undefined): boolean {
  return outcome !== undefined && outcome !== 'killed' && outcome.ok;
}
