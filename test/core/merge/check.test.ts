import { describe, expect, it } from 'vitest';
import { PodStartSloError, type Problem } from '../../../src/core/errors.ts';
import { mergeResults, type Source } from '../../../src/core/merge/merge.ts';
import { parts, shard, starts } from './shards.ts';

/** What is wrong with merging these. */
function problemsOf(first: Source, ...others: Source[]): readonly Problem[] {
  try {
    mergeResults([first, ...others]);
  } catch (error) {
    if (error instanceof PodStartSloError && error.code === 'usage') return error.facts.problems ?? [];
    throw error;
  }
  return [];
}

describe('Results that do not fit together', () => {
  it('are told with their files, what differs, and both values', () => {
    const other = shard(2, { differs: { runner: 'linux, x64, CPU B, 4 cores, 16 GiB' } });
    expect(problemsOf(shard(1), other)).toMatchObject([
      {
        field: '2.json: runner of goldpinger',
        value: 'linux, x64, CPU B, 4 cores, 16 GiB',
        message: `not the same as in 1.json, "${parts.runner}"`,
      },
    ]);
  });

  it('are told all at once', () => {
    const problems = problemsOf(
      shard(1),
      shard(2, { differs: { runner: 'other', via: 'port-forward' }, objectives: ['p95 <= 20s'] }),
      shard(3, { objectives: ['p95 <= 20s'], scenario: { rule: 'proven', timeoutMs: 90_000 } }),
      shard(4, { result: { tool: { name: 'pod-start-slo', version: '0.2.0' } } }),
      shard(1),
    );
    expect(problems.map(({ field }) => field)).toEqual([
      '4.json',
      '1.json',
      '2.json: runner of goldpinger',
      '2.json: via of goldpinger',
      '3.json: objectives of goldpinger',
      '3.json: rule of goldpinger',
      '3.json: timeout of goldpinger',
    ]);
    expect(problems.filter(({ fix = '' }) => fix === '')).toEqual([]);
  });

  it('are those of several versions of the tool', () => {
    const other = shard(2, { result: { tool: { name: 'pod-start-slo', version: '0.2.0' } } });
    const [problem] = problemsOf(shard(1), other);
    expect(problem).toMatchObject({ field: '2.json', value: '0.2.0' });
    expect(problem?.message).toContain('1.json, "0.1.0"');
  });

  it('are those of one run, named twice or merged before', () => {
    const twice = [{ field: 'copy.json', value: 'run1', message: 'holds a run that 1.json holds as well' }];
    expect(problemsOf(shard(1), { ...shard(1), name: 'copy.json' })).toMatchObject(twice);
    const before = { name: 'merged.json', result: mergeResults([shard(1), shard(2)]) };
    expect(problemsOf(before, shard(2))).toMatchObject([{ field: '2.json', value: 'run2' }]);
  });

  it('are scenarios of one name that start different things, on another cluster too', () => {
    const elsewhere = { workloads: 'other', kubernetes: 'v1.33.1' };
    const fields = (differs: Partial<typeof parts>) =>
      problemsOf(shard(1), shard(2, { differs })).map(({ field }) => field);
    expect(fields({ workloads: 'other' })).toEqual(['2.json: workloads of goldpinger']);
    expect(fields(elsewhere)).toEqual([
      '2.json: kubernetes of goldpinger',
      '2.json: workloads of goldpinger',
    ]);
  });

  it('are found among those of each cluster', () => {
    const old = { kubernetes: 'v1.33.1' };
    const fields = problemsOf(
      shard(1),
      shard(2, { differs: old }),
      shard(3, { differs: { ...old, runner: 'other' } }),
    ).map(({ field, message }) => [field, message.split(',')[0]]);
    expect(fields).toEqual([['3.json: runner of goldpinger', 'not the same as in 2.json']]);
  });

  it('are shards that are compared with a baseline', () => {
    const compared = (number: number): Source => {
      const { name, result } = shard(number);
      const scenarios = result.scenarios.map((scenario) => ({
        ...scenario,
        comparison: {
          kind: 'stored' as const,
          baseline: {
            ...{
              label: 'main',
              scenario: null,
              runId: null,
              startedAt: null,
              commit: null,
              imageBytes: null,
            },
            ...{ summary: scenario.summary, ready: scenario.ready, phases: scenario.phases },
          },
          ...{ verdict: null, reason: null, maxRegression: null, ratio: null, smallestDetectable: null },
        },
      }));
      return { name, result: { ...result, scenarios } };
    };
    expect(problemsOf(compared(1))).toEqual([]);
    expect(problemsOf(compared(1), compared(2)).map(({ field }) => field)).toEqual([
      '1.json: goldpinger',
      '2.json: goldpinger',
    ]);
  });

  it('are those with an objective that nobody can read', () => {
    const { name, result } = shard(1);
    const scenarios = result.scenarios.map((scenario) => ({
      ...scenario,
      objectives: scenario.objectives.map((objective) => ({ ...objective, expression: 'p96 <= 30s' })),
    }));
    expect(problemsOf({ name, result: { ...result, scenarios } })).toMatchObject([
      { field: '1.json: objectives of goldpinger', value: 'p96 <= 30s' },
    ]);
  });
});

describe('Results that fit together', () => {
  it('may have run for different numbers of iterations, with different seeds', () => {
    const longer = { iterations: starts(60), stoppedBecause: 'max-iterations' } as const;
    const scenario = { iterations: 30, maxIterations: 90 };
    expect(problemsOf(shard(1), shard(2, longer), shard(3, { scenario }))).toEqual([]);
  });
});
