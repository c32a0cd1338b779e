import { schemaVersion, type MergedPart, type Result, type ScenarioResult } from '../result.ts';
import { worstVerdict } from '../verdict.ts';
import { mergeError } from './check.ts';
import { clusterOf, fingerprintOf, listed, measurementOf } from './facts.ts';
import { groupsOf, isWhole, runIdsOf, type Group, type Source } from './groups.ts';
import { notesOf } from './notes.ts';
import { mergedScenario } from './pool.ts';

export type { Source } from './groups.ts';

/**
 * One result of several: the shards of a scenario with one fingerprint are judged together, everything else is listed.
 * A pure function of the sources in their order. The merged result is complete; what it was made of, and what of that
 * was not, is in `merged` and in its notes. @throws PodStartSloError usage, with everything that does not fit
 */
export function mergeResults(sources: readonly [Source, ...Source[]]): Result {
  const error = mergeError(sources);
  if (error !== null) throw error;
  const groups = groupsOf(sources);
  const results = sources.map(({ result }) => result);
  const scenarios = groups.map(mergedScenario).map((scenario, index) => pointing(scenario, groups, index));
  const [{ result: first }] = sources;
  return {
    schemaVersion,
    tool: first.tool,
    runId: results.flatMap(runIdsOf).join('+'),
    startedAt: results.map(({ startedAt }) => startedAt).sort()[0] ?? first.startedAt,
    finishedAt: lastOf(results.map(({ finishedAt }) => finishedAt)),
    complete: true,
    seed: first.seed,
    namespace: listed(results.map(({ namespace }) => namespace)),
    verdict: verdictOf(scenarios, results),
    cluster: clusterOf(results),
    fingerprint: fingerprintOf(results),
    merged: sources.flatMap((source) => partsOf(source, groups)),
    scenarios,
    policy: null,
    measurement: measurementOf(sources, notesOf(sources, groups)),
    error: null,
  };
}

/** With a run among them that did not end, it is violated or nobody knows. */
function verdictOf(scenarios: readonly ScenarioResult[], results: readonly Result[]): Result['verdict'] {
  const worst = worstVerdict(scenarios.map(({ verdict }) => verdict));
  return worst !== 'violated' && !results.every(isWhole) ? 'inconclusive' : worst;
}

/** A duet names the scenario that is its baseline. */
function pointing(scenario: ScenarioResult, groups: readonly Group[], index: number): ScenarioResult {
  const { comparison } = scenario;
  const hash = groups[index]?.hash;
  const baseline = groups.find(
    (group) => group.hash === hash && group.name === comparison?.baseline.scenario,
  );
  if (comparison === null || baseline === undefined) return scenario;
  return {
    ...scenario,
    comparison: { ...comparison, baseline: { ...comparison.baseline, scenario: baseline.title } },
  };
}

function lastOf(instants: readonly (string | null)[]): string | null {
  const known = instants.filter((instant) => instant !== null);
  return known.length < instants.length ? null : (known.sort().at(-1) ?? null);
}

/** Of a result that was merged before, the parts it was made of. */
function partsOf({ name: source, result }: Source, groups: readonly Group[]): MergedPart[] {
  if (result.merged !== null) return result.merged;
  const { runId, startedAt, finishedAt, complete, error, verdict, seed, namespace, fingerprint } = result;
  const { cluster, measurement, scenarios } = result;
  const titleOf = (name: string): string =>
    groups.find((group) => group.name === name && group.hash === fingerprint.hash)?.title ?? name;
  return [
    {
      ...{ source, runId, startedAt, finishedAt, complete, error, verdict, seed, namespace },
      ...{ via: measurement.via, cluster, fingerprint },
      scenarios: scenarios.map(({ name, verdict: own, iterations }) => ({
        name: titleOf(name),
        verdict: own,
        iterations: iterations.length,
      })),
    },
  ];
}
