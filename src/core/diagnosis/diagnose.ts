import { pullTrouble } from '../experiments/fold/pull-trouble.ts';
import { reasonOf } from '../experiments/fold/reasons.ts';
import type { PodFacts } from '../observation.ts';
import type { Diagnosis } from '../result.ts';
import type { Asked } from './asked.ts';
import { isRefusal, notHttp, refused, unexpectedStatus, unreachable } from './answers.ts';
import type { Crash, Seen } from './seen.ts';

/**
 * Why an iteration was not answered and what to do about it, in the words of Kubernetes and of this program's flags. Null
 * where nothing was seen that explains it.
 */
export function diagnose(seen: Seen, asked: Asked): Diagnosis | null {
  const pods = [...seen.pods.values()].filter(({ deleting }) => !deleting);
  return (
    pulling(pods, asked) ??
    answered(seen, pods, asked) ??
    (seen.crash === null ? null : crashed(seen.crash, asked)) ??
    unscheduled(pods) ??
    rejected(seen, pods) ??
    refusedByPod(seen, pods, asked) ??
    notReady(seen, pods) ??
    noEndpoints(seen, pods, asked) ??
    refusedByService(seen, pods, asked) ??
    unreachable(seen.service ?? seen.pod, asked)
  );
}

const pullReasons = new Set(['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName', 'ErrImageNeverPull']);

function pulling(pods: readonly PodFacts[], { image }: Asked): Diagnosis | null {
  const container = pods
    .flatMap(({ containers }) => containers)
    .find(({ state, reason }) => state === 'waiting' && pullReasons.has(reason ?? ''));
  if (container === undefined) return null;
  // What the registry said in full stands in the iteration's message; it would push the fix out of sight.
  const why = pullTrouble(container.reason, container.message) ?? container.message ?? container.reason ?? '';
  const named = image === null ? 'the image in the manifest' : '--image';
  return {
    kind: 'image',
    problem: `image ${container.image} of container ${container.name} cannot be pulled: ${why}`,
    fix: `check ${named}, the registry credentials, or load the image with --load-image`,
  };
}

function crashed({ pod, container, exitCode, reason }: Crash, { podLogs }: Asked): Diagnosis {
  const memory = reason === 'OOMKilled' ? ' (OOMKilled: its memory limit is too low)' : '';
  return {
    kind: 'crash',
    problem: `container ${container} of pod ${pod} ended with exit code ${exitCode}${memory}`,
    fix: podLogs
      ? 'see its last log lines in the report'
      : 'check its command, arguments and environment; --pod-logs shows its last log lines',
  };
}

function unscheduled(pods: readonly PodFacts[]): Diagnosis | null {
  const waiting = pods.find(({ conditions }) => conditions['PodScheduled']?.status === false);
  const why = waiting?.conditions['PodScheduled'];
  if (waiting === undefined || why === undefined) return null;
  return {
    kind: 'unscheduled',
    problem: `pod ${waiting.name} cannot be scheduled: ${why.message ?? why.reason ?? 'Unschedulable'}`,
    fix: schedulingFix(why.message ?? ''),
  };
}

/** By the words of the scheduler's plugins (https://github.com/kubernetes/kubernetes/tree/master/pkg/scheduler/framework/plugins). */
const schedulingFixes: readonly [RegExp, string][] = [
  [
    /persistent ?volume|volume node affinity|storage class|max volume count/i,
    'check the storageClassName of its claim, and that a volume can be provisioned for it (kubectl get storageclass,pv)',
  ],
  [/insufficient|too many pods/i, 'lower its resource requests, or use a larger node'],
  [
    /free ports for the requested pod ports/i,
    'remove hostPort, or use another one: it is in use on every node',
  ],
  [/were unschedulable/i, 'make a node schedulable (kubectl uncordon)'],
  [/untolerated taint/i, 'add a toleration for the taint of the nodes'],
  [
    /node affinity|node selector|node\(s\) didn't match/i,
    'check its node selector, affinity and spread constraints',
  ],
];

/** One for each reason that the message names; nodes may refuse a pod for different ones. */
function schedulingFix(message: string): string {
  const fixes = schedulingFixes.flatMap(([words, fix]) => (words.test(message) ? [fix] : []));
  if (fixes.length > 0) return fixes.join('; ');
  return 'lower its resource requests, check its node selector and tolerations, or use a larger node';
}

const rejectedFix = 'correct the manifest, or the quota or policy that refuses it';

/** No pod came about: quota, admission, Pod Security, or a controller that does not exist. */
function rejected({ condition }: Seen, pods: readonly PodFacts[]): Diagnosis | null {
  if (pods.length > 0 || condition === null) return null;
  const { reason, message } = condition;
  return { kind: 'rejected', problem: `${reason}: ${message}`, fix: rejectedFix };
}

/** Something else than the answer that is expected came back, while all containers ran. */
function answered({ service, pod }: Seen, pods: readonly PodFacts[], asked: Asked): Diagnosis | null {
  if (!pods.some(isRunning)) return null;
  const attempts = [service, pod].filter((attempt) => attempt !== null);
  const status = attempts.find((attempt) => attempt.status !== null)?.status ?? null;
  if (status !== null) return unexpectedStatus(status, asked);
  return notHttp(
    attempts.flatMap(({ error }) => error ?? []),
    asked,
  );
}

function isRunning({ containers }: PodFacts): boolean {
  return containers.filter(({ init }) => !init).every(({ state }) => state === 'running');
}

function refusedByPod({ pod: attempt }: Seen, pods: readonly PodFacts[], asked: Asked): Diagnosis | null {
  const pod = pods.find(isRunning);
  return pod === undefined || !isRefusal(attempt?.error) ? null : refused(pod, asked);
}

/** What refuses may be the Service while no endpoint is ready; after that it is the pod behind it. */
function refusedByService(seen: Seen, pods: readonly PodFacts[], asked: Asked): Diagnosis | null {
  const pod = pods.find(({ conditions }) => conditions['Ready']?.status === true);
  if (pod === undefined || seen.podAnswered || !isRefusal(seen.service?.error)) return null;
  return refused(pod, asked);
}

function notReady({ unhealthy }: Seen, pods: readonly PodFacts[]): Diagnosis | null {
  const waiting = pods.find(({ conditions }) => conditions['Ready']?.status !== true);
  if (waiting === undefined) return null;
  const reason = reasonOf(waiting);
  const why = unhealthy ?? reason?.message ?? reason?.reason ?? null;
  return {
    kind: 'not-ready',
    problem: `pod ${waiting.name} never became Ready${why === null ? '' : `: ${why}`}`,
    fix:
      unhealthy === null
        ? 'check its readiness probe and readiness gates, and its log (--pod-logs)'
        : 'check the path and port of its readiness probe',
  };
}

function noEndpoints(
  { hadEndpoints }: Seen,
  pods: readonly PodFacts[],
  { service }: Asked,
): Diagnosis | null {
  if (hadEndpoints || pods.length === 0) return null;
  const name = service === null ? 'the Service' : `Service ${service}`;
  return {
    kind: 'no-endpoints',
    problem: `${name} has no endpoints: its selector matches no pod of the workload`,
    fix: 'make spec.selector of the Service match the labels of the pod template',
  };
}
