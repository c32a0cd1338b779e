import type { Source } from '../../../src/core/merge/merge.ts';
import type { IterationResult, Result } from '../../../src/core/result.ts';
import { makeIteration, makeResult, type ScenarioFacts } from '../../make-result.ts';

export const parts = {
  kubernetes: 'v1.34.4',
  nodes: 'v1.34.4 containerd://2.1.4 Debian 12 2 8 GiB',
  runner: 'linux, x64, CPU A, 4 cores, 16 GiB',
  via: 'node-port',
  workloads: '0123456789abcdef',
};

/** So many starts, of which some took a minute, twice the limit. */
export function starts(count: number, slow = 0): IterationResult[] {
  return Array.from({ length: count }, (_, index) =>
    makeIteration({ totalMs: index < slow ? 60_000 : 2000 + index }),
  );
}

export interface ShardFacts extends Partial<ScenarioFacts> {
  /** What is not as in the other shards of its fingerprint. */
  differs?: Partial<typeof parts>;
  result?: Partial<Result>;
  measurement?: Partial<Result['measurement']>;
}

/** A result of its own run, in the file `NUMBER.json`: 20 starts within p95 <= 30s unless told otherwise. */
export function shard(number: number, facts: ShardFacts = {}): Source {
  const { differs = {}, result = {}, measurement = {}, ...scenario } = facts;
  const own = { ...parts, ...differs };
  const made = makeResult({
    scenarios: [{ iterations: starts(20), objectives: ['p95 <= 30s'], ...scenario }],
    result: {
      runId: `run${number}`,
      namespace: `pod-start-slo-run${number}`,
      seed: number,
      fingerprint: { hash: Object.values(own).join('/'), parts: own },
      ...result,
    },
  });
  return {
    name: `${number}.json`,
    result: { ...made, measurement: { ...made.measurement, ...measurement } },
  };
}

/** A run that ended before its end. */
export const cutShort = {
  complete: false,
  verdict: 'inconclusive',
  error: 'the API server went away',
} as const;
