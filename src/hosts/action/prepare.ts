import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isExisting, type ClusterChoice } from '../../clusters/choice.ts';
import { providers } from '../../clusters/registry.ts';
import { usualCluster, type ClusterKind } from '../../core/cluster-names.ts';
import type { GivenCluster } from '../../core/config/cluster.ts';
import type { Resolution } from '../../core/config/input.ts';
import { usageError, type Problem } from '../../core/errors.ts';
import { msOf } from '../../core/duration.ts';
import { actionMaxDuration } from '../../core/options/judging.ts';
import { areas, standard } from '../../core/options/table.ts';
import { shareOf } from '../../core/percentage.ts';
import type { Plan } from '../../core/plan.ts';
import type { Format } from '../../reports/formats/format.ts';
import { requestedFormats } from '../../reports/formats/registry.ts';
import { wantedCluster } from '../shared/wanted-cluster.ts';
import type { Environment } from '../start-run.ts';
import { uniqueClusterName } from './cluster-name.ts';
import { onInconclusiveValues, type OnInconclusive } from './conclusion.ts';
import type { Given } from './given.ts';
import { loadProblems } from './load-images.ts';

/** What the inputs ask for, complete and checked. */
export interface Prepared {
  plan: Plan;
  warnings: readonly Problem[];
  cluster: ClusterChoice;
  /** Set where every scenario is to be compared with the default branch. */
  branch: { maxRegression: number } | null;
}

/** @throws PodStartSloError usage, with everything that is wrong, before anything is created */
export function prepare(
  given: Given,
  resolution: Resolution,
  env: Environment,
  auto: ClusterKind | null = null,
): Prepared {
  const cluster = clusterOf(resolution.cluster, given.problems, env, auto);
  const uses =
    'plan' in resolution
      ? resolution.plan
      : { image: given.text('image') ?? '', policy: given.text('image-pull-policy') };
  const loads = loadProblems(loadedOnNodes(cluster), uses);
  const found = 'problems' in resolution ? resolution.problems : [];
  const problems = [...given.problems, ...found, ...loads];
  if (problems.length > 0 || 'problems' in resolution) throw usageError(problems);
  const { plan, warnings } = resolution;
  const branch = branchOf(given);
  return {
    plan: { ...plan, maxDurationMs: plan.maxDurationMs ?? msOf(actionMaxDuration) },
    // Without a baseline in the plan --max-regression would have no effect; here it has.
    warnings: branch === null ? warnings : warnings.filter(({ field }) => field !== 'max-regression'),
    cluster,
    branch,
  };
}

/** The images that the kubelet has to find on its node; those in a registry it may pull. */
function loadedOnNodes(cluster: ClusterChoice): readonly string[] {
  if (isExisting(cluster)) return [];
  return providers[cluster.kind].imagesOnNodes?.(cluster) ?? cluster.loadImages;
}

/** The value of the input `baseline` that means the last result of the default branch. */
const branchWord = areas.baseline.options.baselineResult.action.ownWord;

/** A wrong percentage is refused with the plan. */
function branchOf(given: Given): Prepared['branch'] {
  if (given.text('baseline') !== branchWord) return null;
  return { maxRegression: shareOf(given.text('max-regression') ?? standard.maxRegression) };
}

/** What to do without a clear verdict; a wrong word is told with the other problems. */
export function onInconclusiveOf(given: Given): OnInconclusive {
  return given.oneOf('on-inconclusive', onInconclusiveValues);
}

/** The files to write beside the result; wrong words are told with the other problems. */
export function reportsOf(given: Given): Format[] {
  const names = given.someOf(
    'reports',
    requestedFormats.map(({ name }) => name),
  );
  return requestedFormats.filter(({ name }) => names.includes(name));
}

/** The cluster that inputs and options ask for; what is wrong with it goes into `problems`. What can be downloaded is. */
export function clusterOf(
  given: GivenCluster,
  problems: Problem[],
  env: Environment,
  auto: ClusterKind | null,
): ClusterChoice {
  const cluster = wantedCluster(given, problems, {
    ...{ standard: usualCluster, name: () => uniqueClusterName(env), auto },
    logsFolder: join(env['RUNNER_TEMP'] ?? tmpdir(), 'pod-start-slo', 'cluster-logs'),
  });
  if (!isExisting(cluster))
    problems.push(...(providers[cluster.kind].download?.problems(cluster, env) ?? []));
  return cluster;
}
