import { kindReleaseOf, type KindReleaseRequest } from '../../clusters/kind-release.ts';
import { isInRegistry } from '../../clusters/kind-registry.ts';
import type { GivenCluster } from '../../core/config/cluster.ts';
import type { Resolution } from '../../core/config/input.ts';
import { PodStartSloError, usageError, type Problem } from '../../core/errors.ts';
import { msOf } from '../../core/duration.ts';
import { actionMaxDuration } from '../../core/options/judging.ts';
import { areas, standard } from '../../core/options/table.ts';
import { shareOf } from '../../core/percentage.ts';
import type { Plan } from '../../core/plan.ts';
import type { Format } from '../../reports/formats/format.ts';
import { requestedFormats } from '../../reports/formats/registry.ts';
import type { ClusterKind } from '../shared/cluster-kinds.ts';
import { wantedCluster, type WantedCluster as SaidCluster } from '../shared/wanted-cluster.ts';
import type { Environment } from '../start-run.ts';
import { uniqueClusterName } from './cluster-name.ts';
import { onInconclusiveValues, type OnInconclusive } from './conclusion.ts';
import type { Given } from './given.ts';
import { loadProblems } from './load-images.ts';

/** Environment variable with the address of a mirror of kind's releases; the checksums hold for it too. */
export const kindReleasesVariable = 'POD_START_SLO_KIND_RELEASES';

/** What the inputs ask for, complete and checked. */
export interface Prepared {
  plan: Plan;
  warnings: readonly Problem[];
  cluster: WantedCluster;
  /** Set where every scenario is to be compared with the default branch. */
  branch: { maxRegression: number } | null;
}

export type WantedCluster = Exclude<SaidCluster, { kind: 'kind' }> | WantedKind;

export type WantedKind = Omit<Extract<SaidCluster, { kind: 'kind' }>, 'release'> & {
  /** The kind that creates it. */
  release: KindReleaseRequest;
};

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
function loadedOnNodes(cluster: WantedCluster): readonly string[] {
  if (cluster.kind === 'existing') return [];
  const port = cluster.kind === 'kind' ? (cluster.registry?.port ?? null) : null;
  return cluster.loadImages.filter((image) => !isInRegistry(image, port));
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

/** kind is downloaded by the action itself. */
function clusterOf(
  cluster: GivenCluster,
  problems: Problem[],
  env: Environment,
  auto: ClusterKind | null,
): WantedCluster {
  const host = { standard: 'kind', name: () => uniqueClusterName(env), auto } as const;
  const wanted = wantedCluster(cluster, problems, host);
  if (wanted.kind !== 'kind') return wanted;
  const release = {
    ...wanted.release,
    baseUrl: env[kindReleasesVariable] ?? null,
    platform: process.platform,
    arch: process.arch,
  };
  problems.push(...releaseProblems(release));
  return { ...wanted, release };
}

/** Told with the other problems; that there is no kind for this machine is none of the inputs. */
function releaseProblems(release: KindReleaseRequest): readonly Problem[] {
  try {
    kindReleaseOf(release);
    return [];
  } catch (error) {
    return error instanceof PodStartSloError ? (error.facts.problems ?? []) : [];
  }
}
