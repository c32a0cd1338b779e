import { describe, expect, it } from 'vitest';
import { mergeResults, type Source } from '../../../src/core/merge/merge.ts';
import { resultSchema, type Comparison, type Result, type ScenarioResult } from '../../../src/core/result.ts';
import { shard, starts, type ShardFacts } from './shards.ts';

function merged(...shards: ShardFacts[]): Result {
  const [first = shard(1), ...others] = shards.map((facts, index) => shard(index + 1, facts));
  return mergeResults([first, ...others]);
}

function clusterOf(version: string, context: string): Partial<Result> {
  return { cluster: { ...shard(1).result.cluster, version, context } };
}

const old = { kubernetes: 'v1.33.1' };

describe('Different scenarios and clusters', () => {
  it('are listed with their own verdicts, of which the worst is that of all', () => {
    const result = merged(
      { scenario: { name: 'one' } },
      { scenario: { name: 'two' }, iterations: starts(20, 10), differs: { workloads: 'other' } },
    );
    expect(result.scenarios.map(({ name, verdict }) => [name, verdict])).toEqual([
      ['one', 'met'],
      ['two', 'violated'],
    ]);
    expect(result.verdict).toBe('violated');
    expect(result.scenarios[0]).toEqual(shard(1, { scenario: { name: 'one' } }).result.scenarios[0]);
  });

  it('have names of their own, by the version of Kubernetes where that tells them apart', () => {
    const result = merged(
      { result: clusterOf('v1.34.4', 'kind-new') },
      { result: clusterOf('v1.33.1', 'kind-old'), differs: old },
    );
    const names = ['goldpinger (v1.34.4)', 'goldpinger (v1.33.1)'];
    expect(result.scenarios.map(({ name }) => name)).toEqual(names);
    expect(result.merged?.flatMap(({ scenarios }) => scenarios.map(({ name }) => name))).toEqual(names);
  });

  it('have names by the context where the version is the same, and else by the fingerprint', () => {
    const nodes = { nodes: 'two nodes' };
    const byContext = merged(
      { result: clusterOf('v1.34.4', 'small') },
      { result: clusterOf('v1.34.4', 'large'), differs: nodes },
    );
    expect(byContext.scenarios.map(({ name }) => name)).toEqual(['goldpinger (small)', 'goldpinger (large)']);
    const byHash = merged({}, { differs: nodes });
    expect(byHash.scenarios.map(({ name }) => name)).toEqual(
      [shard(1), shard(2, { differs: nodes })].map(({ result }) => `goldpinger (${result.fingerprint.hash})`),
    );
  });

  it('still has the shards of each judged together', () => {
    const result = merged({}, { differs: old }, {}, { differs: old });
    expect(result.scenarios.map(({ summary }) => summary.count)).toEqual([40, 40]);
  });

  it('keeps the comparison of a scenario that is alone, with the name its baseline has now', () => {
    const duet = (number: number, facts: ShardFacts): Source => {
      const { name, result } = shard(number, facts);
      const [scenario] = result.scenarios;
      if (scenario === undefined) throw new Error('no scenario');
      const scenarios = [
        { ...scenario, name: 'base' },
        { ...scenario, comparison: comparisonWith(scenario) },
      ];
      return { name, result: { ...result, scenarios } };
    };
    const alone = mergeResults([duet(1, {}), shard(2, { scenario: { name: 'other' } })]);
    expect(alone.scenarios[1]?.comparison?.baseline.scenario).toBe('base');
    const both = mergeResults([
      duet(1, { result: clusterOf('v1.34.4', 'a') }),
      duet(2, { result: clusterOf('v1.33.1', 'b'), differs: old }),
    ]);
    expect(both.scenarios.map(({ comparison }) => comparison?.baseline.scenario)).toEqual([
      undefined,
      'base (v1.34.4)',
      undefined,
      'base (v1.33.1)',
    ]);
  });
});

describe('A merged result', () => {
  it('fits the schema, and says what it was made of', () => {
    const result = merged({}, { iterations: starts(60, 4), stoppedBecause: 'max-iterations' });
    expect(resultSchema.parse(result)).toEqual(result);
    expect(result.merged).toMatchObject([
      {
        source: '1.json',
        runId: 'run1',
        seed: 1,
        scenarios: [{ name: 'goldpinger', verdict: 'met', iterations: 20 }],
      },
      { source: '2.json', runId: 'run2', seed: 2, scenarios: [{ verdict: 'violated', iterations: 60 }] },
    ]);
    expect(result).toMatchObject({
      runId: 'run1+run2',
      seed: 1,
      namespace: 'pod-start-slo-run1, pod-start-slo-run2',
    });
  });

  it('lasted from the first start of any to the last end, if all of them ended', () => {
    const times = (startedAt: string, finishedAt: string | null) => ({ result: { startedAt, finishedAt } });
    const one = times('2025-11-23T22:05:00Z', '2025-11-23T22:06:00Z');
    const other = times('2025-11-23T22:01:00Z', '2025-11-23T22:07:00Z');
    expect(merged(one, other)).toMatchObject({
      startedAt: '2025-11-23T22:01:00Z',
      finishedAt: '2025-11-23T22:07:00Z',
    });
    expect(merged(one, times('2025-11-23T22:01:00Z', null)).finishedAt).toBeNull();
  });

  it('was measured as well as the worst of them', () => {
    const { measurement } = merged(
      { measurement: { probeFloorMs: 0.8, throttled: 1, clockSkewMs: -400, longestStallMs: 12 } },
      {
        measurement: {
          probeFloorMs: 3,
          throttled: 2,
          clockSkewMs: 30,
          probeIntervalMs: 50,
          longestStallMs: 90,
        },
      },
      { measurement: { probeFloorMs: null, clockSkewMs: null } },
    );
    expect(measurement).toMatchObject({
      ...{ probeFloorMs: 3, throttled: 3, clockSkewMs: -400, probeIntervalMs: 50, longestStallMs: 90 },
      ...{ via: 'node-port', probeResolutionMs: 20 },
    });
  });

  it('knows no path where the paths differ', () => {
    const differs = { via: 'port-forward', workloads: 'other' };
    const other = { scenario: { name: 'other' }, differs, measurement: { via: 'port-forward' as const } };
    expect(merged({}, other).measurement.via).toBeNull();
  });

  it('has the notes of all, and says whose they are where they are not those of all', () => {
    const notes = (...texts: string[]) => ({ measurement: { notes: texts } });
    expect(merged(notes('cordoned'), notes('cordoned', 'slow disk')).measurement.notes).toEqual([
      'cordoned',
      '2.json: slow disk',
    ]);
  });

  it('has a fingerprint that is the same whatever the order and number of its shards', () => {
    const [one, two, three] = [shard(1), shard(2, { differs: old }), shard(3)];
    const { fingerprint } = mergeResults([one, two]);
    expect(mergeResults([two, one, three]).fingerprint).toEqual(fingerprint);
    expect(fingerprint.parts['kubernetes']).toBe('v1.33.1 | v1.34.4');
    expect(mergeResults([one, three]).fingerprint).toEqual(one.result.fingerprint);
  });

  it('has each node once', () => {
    const { cluster } = shard(1).result;
    const [node] = cluster.nodes;
    if (node === undefined) throw new Error('no node');
    const second = { result: { cluster: { ...cluster, nodes: [{ ...node, name: 'worker' }] } } };
    expect(merged({}, second, {}).cluster.nodes.map(({ name }) => name)).toEqual([
      'kind-control-plane',
      'worker',
    ]);
  });

  it('can be merged again with what came later', () => {
    const once = { name: 'merged.json', result: merged({}, {}) };
    const again = mergeResults([once, shard(3)]);
    expect(again).toEqual({ ...merged({}, {}, {}), seed: again.seed, measurement: again.measurement });
    expect(again.runId).toBe('run1+run2+run3');
  });
});

function comparisonWith({ summary, ready, phases }: ScenarioResult): Comparison {
  const run = { runId: null, startedAt: null, commit: null, imageBytes: null };
  return {
    kind: 'duet',
    baseline: { label: 'app:1', scenario: 'base', ...run, summary, ready, phases },
    verdict: 'no-regression-shown',
    reason: null,
    maxRegression: 0.1,
    ratio: null,
    smallestDetectable: null,
  };
}
