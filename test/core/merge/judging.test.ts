import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeResults, type Source } from '../../../src/core/merge/merge.ts';
import type { Result } from '../../../src/core/result.ts';
import { judgeScenario } from '../../../src/core/verdict.ts';
import { makeIteration, makeScenario, neverAnswered } from '../../make-result.ts';
import { cutShort, shard, starts, type ShardFacts } from './shards.ts';

function merged(...shards: ShardFacts[]): Result {
  const [first = shard(1), ...others] = shards.map((facts, index) => shard(index + 1, facts));
  return mergeResults([first, ...others]);
}

function reasonsOf(result: Result): string {
  return result.scenarios.flatMap(({ objectives }) => objectives.map(({ reason }) => reason ?? '')).join();
}

const late = { stoppedBecause: 'max-iterations' } as const;
const early = { stoppedBecause: 'settled' } as const;

describe('Shards of one scenario', () => {
  it('become one scenario with all their iterations, numbered anew', () => {
    const warmup = makeIteration({ warmup: true });
    const result = merged({ iterations: [warmup, ...starts(20)] }, { iterations: [warmup, ...starts(20)] });
    expect(result.scenarios).toHaveLength(1);
    const [scenario] = result.scenarios;
    expect(scenario?.iterations.map(({ index }) => index)).toEqual(
      Array.from({ length: 42 }, (_, i) => i + 1),
    );
    expect(scenario?.summary.count).toBe(40);
    expect(scenario?.objectives[0]?.evidence).toMatchObject({ n: 40, over: 0 });
    expect(result).toMatchObject({ verdict: 'met', complete: true, error: null });
  });

  it.each([
    [0, 'met'],
    [4, 'met'],
    [5, 'violated'],
  ])('are judged by one look at all: %i of 80 too slow is %s', (slow, verdict) => {
    const result = merged({ iterations: starts(20, slow), ...late }, {}, {}, {});
    expect(result.verdict).toBe(verdict);
    expect(result.scenarios[0]?.schedule).toEqual({ iterations: 80, maxIterations: 80 });
    expect(reasonsOf(result)).not.toContain('confirmed');
  });

  it('may be met together though one is violated alone, and a note says which', () => {
    const result = merged({ iterations: starts(60, 4), ...late }, { iterations: starts(20) }, {}, {});
    expect(result.merged?.map(({ verdict }) => verdict)).toEqual(['violated', 'met', 'met', 'met']);
    expect(result.verdict).toBe('met');
    expect(result.measurement.notes).toEqual([
      'goldpinger: judged alone, 1 of 4 shards would be violated (1.json)',
    ]);
  });

  it('prove together what none of them proves alone', () => {
    const proven = { scenario: { rule: 'proven', iterations: 20, maxIterations: 20 } } as const;
    const alone = { ...proven, stoppedBecause: 'max-iterations' } as const;
    expect(merged(alone).verdict).toBe('inconclusive');
    expect(merged(alone, alone).verdict).toBe('inconclusive');
    expect(merged(alone, alone, alone).verdict).toBe('met');
  });

  it('violate a maximum with a single start over it', () => {
    const facts = { objectives: ['max <= 30s'] };
    const result = merged({ ...facts, iterations: starts(1, 1), ...early }, facts, facts);
    expect(result.verdict).toBe('violated');
  });

  it('count timeouts as slower than every limit, and repeat none that was invalid', () => {
    const timedOut = Array.from({ length: 3 }, () => neverAnswered('timed-out', 'Unschedulable'));
    const invalid = Array.from({ length: 2 }, () => neverAnswered('invalid', 'ProcessStalled'));
    const result = merged({ iterations: [...starts(17), ...timedOut, ...invalid] }, {});
    expect(result.scenarios[0]?.objectives[0]).toMatchObject({
      verdict: 'violated',
      evidence: { n: 40, over: 3 },
    });
    expect(result.scenarios[0]?.summary).toMatchObject({ count: 40, timedOut: 3, invalid: 2, p95Ms: null });
  });

  it('are in doubt together where more than one in ten is invalid', () => {
    const invalid = Array.from({ length: 5 }, () => neverAnswered('invalid', 'ProcessStalled'));
    expect(merged({ iterations: [...starts(20), ...invalid] }, {}).verdict).toBe('inconclusive');
    expect(merged({ iterations: [...starts(20), ...invalid] }, {}, {}).verdict).toBe('met');
  });

  it('without objectives are measured and not judged', () => {
    const result = merged({ objectives: [] }, { objectives: [] });
    expect(result.verdict).toBeNull();
    expect(result.scenarios[0]).toMatchObject({ verdict: null, objectives: [], summary: { count: 40 } });
  });

  it('have the causes that any of them shows, with the median of what is saved', () => {
    const cause = (name: string, savesMs: number | null) => ({
      name,
      message: `because of ${name}`,
      savesMs,
    });
    const result = merged(
      { causes: [cause('token', 300), cause('limit', null)] },
      { causes: [cause('token', 100)] },
      { causes: [cause('token', 200)] },
    );
    expect(result.scenarios[0]?.causes).toEqual([cause('token', 200), cause('limit', null)]);
  });
});

describe('Starts that a shard was to make and did not', () => {
  const atDeadline = { stoppedBecause: 'max-duration' } as const;

  it('may all be too slow, for a verdict of met', () => {
    // 37 of 40 without a breach: two may be over, and three are missing.
    expect(merged({}, { iterations: starts(18), ...atDeadline }).verdict).toBe('met');
    const result = merged({}, { iterations: starts(17), ...atDeadline });
    expect(result.verdict).toBe('inconclusive');
    expect(reasonsOf(result)).toContain('stopped after 37 of 40 starts');
  });

  it('may all be fast, for a verdict of violated', () => {
    // A shard that ends early because it is violated alone leaves the rest of its look to be made.
    const settled = { iterations: starts(15, 4), ...early };
    expect(merged(settled, {}).verdict).toBe('violated');
    expect(merged(settled, {}, {}, {}).verdict).toBe('inconclusive');
    expect(merged(settled, {}, {}, {}, {}, {}).verdict).toBe('inconclusive');
    expect(merged({ iterations: starts(20, 4), ...late }, {}, {}, {}).verdict).toBe('met');
  });

  it('cannot make it met by being left out, whatever the shards saw', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 3 })), {
          minLength: 2,
          maxLength: 5,
        }),
        (cuts) => {
          const facts = cuts.map(([count, slow]) => ({
            iterations: starts(count, Math.min(slow, count)),
            ...atDeadline,
          }));
          const wanted = cuts.map(([count]) => (count === 20 ? 40 : 20));
          const missing = cuts.map(([count], index) => (wanted[index] ?? 0) - count);
          const all = facts.flatMap(({ iterations }, index) => [
            ...iterations,
            ...starts(missing[index] ?? 0, missing[index] ?? 0),
          ]);
          const scenario = makeScenario(['p95 <= 30s'], {
            iterations: all.length,
            maxIterations: all.length,
          });
          const worst = judgeScenario(scenario, all).verdict;
          expect(merged(...facts).verdict === 'met').toBe(worst === 'met');
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('A shard that did not end', () => {
  const unfinished = { iterations: starts(7), stoppedBecause: 'interrupted', result: cutShort } as const;

  it('is counted and said, and nothing is met with it', () => {
    const result = merged({}, {}, {}, unfinished, {}, {}, {}, {});
    expect(result).toMatchObject({ verdict: 'inconclusive', complete: true });
    expect(result.scenarios[0]?.summary.count).toBe(147);
    expect(result.scenarios[0]).toMatchObject({ verdict: 'inconclusive', stoppedBecause: 'interrupted' });
    expect(reasonsOf(result)).toContain('stopped after 147 of 160 starts');
    expect(result.measurement.notes).toEqual([
      '4.json did not end (the API server went away); the 7 iterations it has are counted',
    ]);
  });

  it('leaves nothing met that would be met whatever it had still seen', () => {
    const result = merged({ ...unfinished, iterations: starts(19) }, {}, {});
    expect(result.verdict).toBe('inconclusive');
    expect(reasonsOf(result)).toContain('1 of 3 shards did not end; no start of 59 exceeded 30 s');
  });

  it('keeps nothing from being violated that is violated anyway', () => {
    const slow = { iterations: starts(20, 10), stoppedBecause: 'settled' } as const;
    expect(merged(slow, unfinished).verdict).toBe('violated');
  });

  it('that never began leaves its whole look to be made, and does not say what was promised', () => {
    const never = shard(2, { iterations: [], stoppedBecause: 'error', result: cutShort });
    const [scenario] = never.result.scenarios;
    if (scenario === undefined) throw new Error('no scenario');
    const unknown = {
      ...never.result,
      scenarios: [{ ...scenario, objectives: [], verdict: 'inconclusive' as const }],
    };
    for (const sources of [
      [shard(1), { ...never, result: unknown }],
      [{ ...never, result: unknown }, shard(1)],
    ] as [Source, Source][]) {
      const result = mergeResults(sources);
      expect(result.verdict).toBe('inconclusive');
      expect(result.scenarios[0]?.objectives).toMatchObject([
        { expression: 'p95 <= 30s', verdict: 'inconclusive' },
      ]);
      expect(result.scenarios[0]?.schedule.iterations).toBe(40);
    }
  });

  it('makes it inconclusive where nothing is judged, too', () => {
    const facts = { objectives: [] };
    expect(merged(facts, { ...facts, ...unfinished }).verdict).toBe('inconclusive');
  });

  it('is not met alone, however much of it is there', () => {
    const result = merged({ ...unfinished, iterations: starts(20), stoppedBecause: 'complete' });
    expect(result.verdict).toBe('inconclusive');
    expect(reasonsOf(result)).toContain('the run did not end; ');
  });

  it('is still known after its merged result was merged again', () => {
    const first = { name: 'merged.json', result: merged({}, { ...unfinished, iterations: starts(20) }) };
    const again = mergeResults([first, shard(3), shard(4)]);
    expect(again.verdict).toBe('inconclusive');
    expect(again.merged?.map(({ source, complete }) => [source, complete])).toEqual([
      ['1.json', true],
      ['2.json', false],
      ['3.json', true],
      ['4.json', true],
    ]);
  });
});
