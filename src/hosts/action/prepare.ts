import { usualKindVersion } from '../../clusters/kind-checksums.ts';
import { kindReleaseOf, type KindReleaseRequest } from '../../clusters/kind-release.ts';
import { isInRegistry } from '../../clusters/kind-registry.ts';
import { defaultMaxRegression } from '../../core/config/baseline.ts';
import { parseDurationMs } from '../../core/duration.ts';
import { PodStartSloError, usageError, type Problem } from '../../core/errors.ts';
import type { Plan } from '../../core/plan.ts';
import { resolveInput } from '../shared/resolve-input.ts';
import type { ClusterChoice } from '../providers.ts';
import { anyOf, type ClusterKind } from '../shared/cluster-kinds.ts';
import { registryChoiceOf } from '../shared/registry-choice.ts';
import type { Environment } from '../start-run.ts';
import { uniqueClusterName } from './cluster-name.ts';
import { onInconclusiveValues, type OnInconclusive } from './conclusion.ts';
import type { Given } from './given.ts';
import { branchWord } from './inputs-comparing.ts';
import { loadProblems } from './load-images.ts';
import { reportFiles, type ReportFile } from './result-files.ts';

/** A run that nothing bounds would hold a runner for six hours. */
const usualMaxDurationMs = 10 * 60_000;
const usualWait = '2m';

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

export type WantedCluster = Exclude<ClusterChoice, { kind: 'kind' }> | WantedKind;

export type WantedKind = Omit<
  Extract<ClusterChoice, { kind: 'kind' }>,
  'kindPath' | 'onCreating' | 'logsFolder'
> & {
  /** The kind that makes it. */
  release: KindReleaseRequest;
};

/** @throws PodStartSloError usage, with everything that is wrong, before anything is created */
export async function prepare(
  given: Given,
  env: Environment,
  auto: ClusterKind | null = null,
): Promise<Prepared> {
  const cluster = wantedCluster(given, env, auto);
  const input = given.runInput();
  const resolution = await resolveInput(input);
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
    plan: { ...plan, maxDurationMs: plan.maxDurationMs ?? usualMaxDurationMs },
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

/** A wrong percentage is refused with the plan. */
function branchOf(given: Given): Prepared['branch'] {
  if (given.text('baseline') !== branchWord) return null;
  const said = given.text('max-regression');
  return { maxRegression: said === null ? defaultMaxRegression : parseFloat(said) / 100 };
}

/** What to do without a clear verdict; a wrong word is told with the other problems. */
export function onInconclusiveOf(given: Given): OnInconclusive {
  return given.oneOf('on-inconclusive', onInconclusiveValues, 'warn');
}

/** The files to write beside the result; wrong words are told with the other problems. */
export function reportsOf(given: Given): ReportFile[] {
  return given.someOf('reports', reportFiles);
}

function wantedCluster(given: Given, env: Environment, auto: ClusterKind | null): WantedCluster {
  const said = given.oneOf('cluster', ['kind', 'minikube', 'k3d', 'existing', 'auto'], 'kind');
  const kind = said === 'auto' ? (auto ?? 'kind') : said;
  // Of a wrong word nobody knows what it was to be; for auto it is said what may turn out to be of use.
  const misplaced = kind === (given.text('cluster') ?? 'kind') ? given.misplaced(kind) : [];
  given.problems.push(...misplaced.map(({ name, only = [] }) => misplacedProblem(name, kind, only)));
  if (kind === 'existing')
    return { kind, kubeconfig: given.text('kubeconfig'), context: given.text('context') };
  const { isThere, ...made } = wantedMade(given, env);
  switch (kind) {
    case 'kind':
      return { kind, ...made, isThere, ...wantedKind(given, env) };
    case 'minikube': {
      const [driver, kubernetesVersion] = [given.text('driver'), given.text('kubernetes-version')];
      const args = given.lines('minikube-args');
      return {
        kind,
        ...made,
        isThere,
        minikubePath: 'minikube',
        driver,
        kubernetesVersion,
        args,
        onCreating: null,
      };
    }
    case 'k3d':
      return {
        kind,
        ...made,
        isThere,
        k3dPath: 'k3d',
        nodeImage: given.text('node-image'),
        onCreating: null,
      };
  }
}

function misplacedProblem(field: string, cluster: string, only: readonly string[]): Problem {
  return {
    field,
    message: `cannot be combined with cluster: ${cluster}`,
    fix: `leave it out, or set cluster: ${anyOf(only)}`,
  };
}

/** What all clusters that the step makes have in common. */
function wantedMade(given: Given, env: Environment) {
  const wait = given.text('wait') ?? usualWait;
  const waitMs = parseDurationMs(wait) ?? 0;
  if (waitMs <= 0)
    given.problems.push({ field: 'wait', value: wait, message: 'must be a time such as 90s or 2m' });
  const there = given.text('use-cluster');
  if (there !== null) given.problems.push(...contradictions(given));
  return {
    name: there ?? given.text('cluster-name') ?? uniqueClusterName(env),
    isThere: there !== null,
    loadImages: given.lines('load-images'),
    waitMs,
    keep: given.flag('keep-cluster'),
  };
}

/** Also about a cluster that is there: which one it is, and which kind is run; kind loads images into it. */
const fitting = ['use-cluster', 'version', 'kind-sha256'];

function contradictions(given: Given): Problem[] {
  const loads = given.text('cluster') === 'kind' ? ['load-images'] : [];
  const fits = new Set([...fitting, ...loads]);
  return given
    .misplaced('existing')
    .filter(({ name }) => !fits.has(name))
    .map(({ name: field }) => ({
      field,
      message: 'is about a cluster that is made, and use-cluster names one that is there',
      fix: 'leave out one of them',
    }));
}

function wantedKind(
  given: Given,
  env: Environment,
): Pick<WantedKind, 'nodeImage' | 'config' | 'registry' | 'release'> {
  const release = {
    version: given.text('version') ?? usualKindVersion,
    sha256: given.text('kind-sha256'),
    baseUrl: env[kindReleasesVariable] ?? null,
    platform: process.platform,
    arch: process.arch,
  };
  given.problems.push(...releaseProblems(release));
  const words = {
    registry: given.text('registry'),
    port: given.text('registry-port'),
    image: given.text('registry-image'),
  };
  const registry = registryChoiceOf(words, given.problems, (name) => name);
  return { nodeImage: given.text('node-image'), config: given.text('kind-config'), registry, release };
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
