import { quantile } from './quantile.ts';
import { describePulls } from './pulls.ts';
import { describeRestart, exitText } from './restarts.ts';
import type { ImagePull, IterationResult, ScenarioResult } from './result.ts';

export type Cause = ScenarioResult['causes'][number];

/** Properties of a workload's specification that are known to cost time at start. */
export interface WorkloadTraits {
  /** Whether a service account token is mounted (https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting). */
  mountsToken: boolean;
  /** The longest readiness probe period of its containers; null without a readiness probe. */
  readinessPeriodSeconds: number | null;
  /** The longest initialDelaySeconds of its readiness probes. */
  readinessDelaySeconds: number;
  /** The smallest CPU limit of its containers and pods, in millicores; null without one. */
  cpuLimitMillicores: number | null;
  /** Whether that limit is a pod's, for all of its containers together. */
  isPodLimited?: boolean;
  hasInitContainers: boolean;
  /** Whether the Service is created in the same iteration as the pod. */
  createsService: boolean;
}

/**
 * The likely causes that the timelines show, each with its approximate saving, which is never more than its phase took.
 * The figures of the token volume (about 0.3 s) and of a Service created together with its pod (about 0.5 s) were
 * measured on a single-node kind cluster; docs/causes.md says how.
 */
export function likelyCauses(traits: WorkloadTraits, iterations: readonly IterationResult[]): Cause[] {
  const judged = iterations.filter(({ warmup, outcome }) => !warmup && outcome === 'answered');
  const median = (value: (each: IterationResult) => number | null): number | null =>
    quantile(
      judged.flatMap((each) => value(each) ?? []),
      0.5,
    );
  const causes = [
    ...restarts(judged),
    imagePull(
      judged,
      median((each) => each.phases.imagePullMs),
    ),
    initContainers(
      traits,
      median((each) => each.phases.initContainersMs),
    ),
    cpuLimit(
      traits,
      median((each) => each.phases.applicationMs),
    ),
    readinessProbe(
      traits,
      median((each) => waitedForProbe(each)),
    ),
    tokenVolume(
      traits,
      median((each) => each.phases.sandboxMs),
    ),
    serviceWithPod(
      traits,
      median((each) => each.phases.routingMs),
    ),
  ];
  return causes.filter((cause) => cause !== null).sort((a, b) => (b.savesMs ?? 0) - (a.savesMs ?? 0));
}

/** Savings below this are not reported. */
const worthMs = 100;
const tokenVolumeMs = 300;
const newServiceMs = 500;

/** A cause for each container that crashed and started in the end. */
function restarts(iterations: readonly IterationResult[]): Cause[] {
  const all = iterations.flatMap((each) => each.restarts ?? []);
  return [...Map.groupBy(all, ({ container }) => container)].map(([container, those]) => {
    const [first] = those;
    const isOne = first !== undefined && those.length === 1 && iterations.length === 1;
    const starts = iterations.filter((each) => each.restarts?.some((one) => one.container === container));
    const codes = exitText(those.flatMap(({ exitCodes }) => exitCodes));
    const message = isOne
      ? describeRestart(first)
      : `${container} was restarted in ${starts.length} of ${iterations.length} starts${codes}`;
    const costs = those.flatMap(({ costMs }) => costMs ?? []);
    return { name: 'restart', message, savesMs: quantile(costs, 0.5) };
  });
}

function imagePull(iterations: readonly IterationResult[], pullMs: number | null): Cause | null {
  if (pullMs === null || pullMs < worthMs) return null;
  const pulls = iterations.flatMap((each) => each.imagePulls);
  const message = `every start pulls the image${factsOf(pulls)}; use a smaller image, or keep it on the node`;
  return { name: 'image-pull', message, savesMs: pullMs };
}

/** ` (42 MB at 10.5 MB/s)`, of the largest where there are several. */
function factsOf(pulls: readonly ImagePull[]): string {
  const largest = pulls.toSorted((a, b) => (b.bytes ?? 0) - (a.bytes ?? 0))[0]?.image;
  const facts = describePulls(pulls.filter(({ image }) => image === largest));
  const isAlone = pulls.every(({ image }) => image === largest);
  return facts === '' ? '' : ` (${isAlone ? '' : 'the largest: '}${facts})`;
}

function initContainers(traits: WorkloadTraits, initMs: number | null): Cause | null {
  if (!traits.hasInitContainers || initMs === null || initMs < worthMs) return null;
  return {
    name: 'init-containers',
    message: 'init containers run one after the other before the application; merge or shorten them',
    savesMs: initMs,
  };
}

function cpuLimit(traits: WorkloadTraits, applicationMs: number | null): Cause | null {
  if (traits.cpuLimitMillicores === null || traits.cpuLimitMillicores >= 1000) return null;
  if (applicationMs === null || applicationMs < worthMs) return null;
  const message = `the ${traits.isPodLimited === true ? 'pod' : 'container'} has a CPU limit of ${traits.cpuLimitMillicores}m, which slows its start; try a higher limit or none (saving unknown)`;
  return { name: 'cpu-limit', message, savesMs: null };
}

function readinessProbe(traits: WorkloadTraits, waitedMs: number | null): Cause | null {
  const period = traits.readinessPeriodSeconds;
  if (period === null || waitedMs === null || waitedMs < worthMs) return null;
  const delay =
    traits.readinessDelaySeconds > 0 ? ` after initialDelaySeconds ${traits.readinessDelaySeconds}` : '';
  const message = `the application was up before its readiness probe (every ${period} s${delay}) ran again; shorten periodSeconds or add a startup probe`;
  return { name: 'readiness-probe', message, savesMs: waitedMs };
}

/** How long a pod that answered waited for its readiness probe; null if unknown. */
function waitedForProbe(iteration: IterationResult): number | null {
  const { readinessMs, applicationMs } = iteration.phases;
  const answeredMs = applicationMs ?? iteration.applicationAtMostMs;
  return readinessMs === null || answeredMs === null ? null : Math.max(0, readinessMs - answeredMs);
}

function tokenVolume(traits: WorkloadTraits, sandboxMs: number | null): Cause | null {
  if (!traits.mountsToken || sandboxMs === null || sandboxMs < tokenVolumeMs) return null;
  const message =
    'a service account token is mounted; if your application does not call the Kubernetes API, set automountServiceAccountToken: false';
  return { name: 'token-volume', message, savesMs: Math.min(tokenVolumeMs, sandboxMs) };
}

function serviceWithPod(traits: WorkloadTraits, routingMs: number | null): Cause | null {
  if (!traits.createsService || routingMs === null || routingMs < newServiceMs) return null;
  const message =
    'the Service is created together with the pod; create it earlier, since an existing Service routes sooner';
  return { name: 'new-service', message, savesMs: Math.min(newServiceMs, routingMs) };
}
