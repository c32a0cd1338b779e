import type { PodDeed, PodStep } from '../../core/steps/policy.ts';
import type { Tried } from '../../core/steps/ports.ts';
import {
  isSystemNamespace,
  matcherOf,
  selectPods,
  type PolicyPod,
  type Selection,
} from '../../core/steps/select-pods.ts';
import type { StepDeps } from './step-deps.ts';

/** Matches, filters, and does every action, also after one that failed. */
export async function podAction(step: PodStep, deps: StepDeps): Promise<Tried> {
  const found = await deps.cluster.findPods(step.matches, deps.signal);
  if ('problem' in found) return { passed: false, message: found.problem };
  const { allowed, remark } = killable(step, found.pods, deps);
  const selection = await selectPods(allowed, step.filters, {
    random: deps.random,
    now: () => deps.clock.localTime(),
  });
  if (selection.kind === 'not-now') return { passed: true, message: `nothing done: ${selection.because}` };
  const empty = emptyProblem(step, selection);
  if (empty !== null) return { passed: false, message: [empty, ...remark].join('; ') };
  const done: Tried[] = [];
  for (const deed of step.actions) done.push(await act(deed, selection.pods, deps));
  const messages = [...done.flatMap(({ message }) => message ?? []), ...remark];
  return {
    passed: done.every(({ passed }) => passed),
    message: messages.length === 0 ? null : messages.join('; '),
  };
}

/** Pods that the cluster itself needs are not even candidates for being killed. */
function killable(
  { actions }: PodStep,
  pods: readonly PolicyPod[],
  { allowKubeNamespaces }: StepDeps,
): { allowed: readonly PolicyPod[]; remark: string[] } {
  const kills = actions.some(({ kind }) => kind === 'kill');
  if (!kills || allowKubeNamespaces) return { allowed: pods, remark: [] };
  const allowed = pods.filter(({ namespace }) => !isSystemNamespace(namespace));
  const left = pods.length - allowed.length;
  return { allowed, remark: left === 0 ? [] : [`${countOf(left)} in kube-* namespaces left out`] };
}

/** Without a pod there is nothing to do, and only a count can be what was expected. */
function emptyProblem({ actions }: PodStep, selection: Extract<Selection, { kind: 'pods' }>): string | null {
  const counts = actions.every(({ kind }) => kind === 'checkPodCount' || kind === 'wait');
  return selection.pods.length > 0 || counts
    ? null
    : `${selection.because ?? 'no pod matched'}: nothing to act on`;
}

async function act(deed: PodDeed, pods: readonly PolicyPod[], deps: StepDeps): Promise<Tried> {
  switch (deed.kind) {
    case 'kill':
      return await kill(deed, pods, deps);
    case 'wait':
      await deps.clock.sleep(deed.seconds * 1000, deps.signal);
      return { passed: true, message: null };
    case 'checkPodCount':
      return checkCount(deed.count, pods);
    case 'checkPodState':
      return await checkState(deed.state, pods);
  }
}

async function kill(
  { probability, force }: Extract<PodDeed, { kind: 'kill' }>,
  pods: readonly PolicyPod[],
  { cluster, random, signal }: StepDeps,
): Promise<Tried> {
  const tried: Tried[] = [];
  for (const pod of pods) {
    const name = `${pod.namespace}/${pod.name}`;
    if (random() >= probability) {
      tried.push({ passed: true, message: `spared ${name} by its probability of ${probability}` });
      continue;
    }
    const { passed, message } = await cluster.killPod(pod, force, signal);
    tried.push({ passed, message: passed ? `killed ${name}` : `${name} was not killed: ${message ?? ''}` });
  }
  return {
    passed: tried.every(({ passed }) => passed),
    message: tried.map(({ message }) => message).join(', '),
  };
}

function checkCount(count: number, pods: readonly PolicyPod[]): Tried {
  return pods.length === count
    ? { passed: true, message: countOf(count) }
    : { passed: false, message: `expected ${countOf(count)}, and there are ${pods.length}` };
}

async function checkState(state: string, pods: readonly PolicyPod[]): Promise<Tried> {
  const matches = await matcherOf(state);
  const others = pods.filter((pod) => !matches(pod.state));
  if (others.length === 0) return { passed: true, message: `${countOf(pods.length)} ${state}` };
  const named = others.map((pod) => `${pod.namespace}/${pod.name} is ${pod.state}`).join(', ');
  return { passed: false, message: `expected ${state}: ${named}` };
}

function countOf(count: number): string {
  return count === 1 ? '1 pod' : `${count} pods`;
}
