import { describeObject } from '../../core/config/manifests.ts';
import { printDurationMs } from '../../core/duration.ts';
import { printableUrl } from '../../core/printable-value.ts';
import type {
  AlertStep,
  KubectlStep,
  PolicyStep,
  ProbeStep,
  Retries,
  WaitStep,
} from '../../core/steps/policy.ts';
import type { Tried } from '../../core/steps/ports.ts';
import type { PolicyStepResult } from '../../core/steps/result.ts';
import { podAction } from './pod-action.ts';
import type { StepDeps } from './step-deps.ts';

/** Carries out one step with its retries. @throws the signal's reason; PodStartSloError where the cluster is away */
export async function runStep(step: PolicyStep, deps: StepDeps): Promise<PolicyStepResult> {
  const fromMs = deps.clock.nowMs();
  const retries: Retries =
    'retries' in step && typeof step.retries === 'object' ? step.retries : { kind: 'once' };
  const { passed, message } = await withRetries(retries, () => tryStep(step, deps), deps);
  return { step: step.kind, what: describeStep(step), ms: deps.clock.nowMs() - fromMs, passed, message };
}

function tryStep(step: PolicyStep, deps: StepDeps): Promise<Tried> {
  switch (step.kind) {
    case 'kubectl':
      return kubectl(step, deps);
    case 'wait':
      return wait(step, deps);
    case 'probeHTTP':
      return probeHttp(step, deps);
    case 'podAction':
      return podAction(step, deps);
    case 'alertManagerAction':
      return alertManagerAction(step, deps);
  }
}

/** Sleeps between the tries, not after the last. */
async function withRetries(retries: Retries, attempt: () => Promise<Tried>, deps: StepDeps): Promise<Tried> {
  const { clock, signal } = deps;
  const fromMs = clock.nowMs();
  for (let tries = 1; ; tries += 1) {
    const tried = await attempt();
    if (tried.passed || retries.kind === 'once') return tried;
    const goesOn =
      retries.kind === 'count'
        ? tries < retries.count
        : clock.nowMs() - fromMs + retries.sleepSeconds * 1000 < retries.timeoutSeconds * 1000;
    if (!goesOn) return { ...tried, message: `${tried.message ?? 'failed'}; tried ${times(tries)}` };
    await clock.sleep(retries.sleepSeconds * 1000, signal);
  }
}

function kubectl(step: KubectlStep, deps: StepDeps): Promise<Tried> {
  const { cluster, signal } = deps;
  return step.action === 'apply' ? cluster.apply(step, deps) : cluster.delete(step, signal);
}

async function wait({ seconds }: WaitStep, { clock, signal }: StepDeps): Promise<Tried> {
  await clock.sleep(seconds * 1000, signal);
  return { passed: true, message: null };
}

/** So many answers one after the other; for each of them so many attempts. */
async function probeHttp(step: ProbeStep, deps: StepDeps): Promise<Tried> {
  let last: Tried = { passed: false, message: null };
  for (let answer = 1; answer <= step.count; answer += 1) {
    last = await oneAnswer(step, deps);
    if (last.passed) continue;
    const place = step.count === 1 ? '' : `request ${answer} of ${step.count}: `;
    return { passed: false, message: `${place}${last.message ?? 'no answer'}` };
  }
  return last;
}

async function oneAnswer(step: ProbeStep, { cluster, clock, signal }: StepDeps): Promise<Tried> {
  for (let attempt = 1; ; attempt += 1) {
    const tried = await cluster.probe(step, signal);
    if (tried.passed)
      return attempt === 1 ? tried : { ...tried, message: `${tried.message ?? ''}, at attempt ${attempt}` };
    if (attempt >= step.retries)
      return { passed: false, message: `${tried.message ?? 'no answer'}; probed ${times(attempt)}` };
    await clock.sleep(step.delayMs, signal);
  }
}

async function alertManagerAction(step: AlertStep, deps: StepDeps): Promise<Tried> {
  const tried: Tried[] = [];
  for (const mute of step.mutes)
    for (const url of step.targets)
      tried.push(await deps.cluster.mute({ url, ...mute, proxies: step.proxies }, deps));
  return { passed: tried.every(({ passed }) => passed), message: messagesOf(tried) };
}

function messagesOf(tried: readonly Tried[]): string | null {
  const messages = tried.flatMap(({ message }) => message ?? []);
  return messages.length === 0 ? null : messages.join('; ');
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

/** What a step does, in words. */
export function describeStep(step: PolicyStep): string {
  switch (step.kind) {
    case 'kubectl':
      return `${step.action} ${step.manifests.map(({ object }) => describeObject(object)).join(', ')}`;
    case 'wait':
      return `wait ${printDurationMs(step.seconds * 1000)}`;
    case 'probeHTTP':
      return describeProbe(step);
    case 'podAction':
      return `${step.actions.map(({ kind }) => kind).join(', ')} on pods of ${step.matches.map(({ namespace }) => namespace).join(', ')}`;
    case 'alertManagerAction':
      return `mute ${step.targets.map(printableUrl).join(', ')}`;
  }
}

function describeProbe({ method, target, path, code, count }: ProbeStep): string {
  const where =
    target.kind === 'url'
      ? printableUrl(`${target.url.replace(/\/+$/, '')}${path}`)
      : `${target.protocol} ${path.replace(/\?[^]*$/, '?…')} of service ${target.name} in ${target.namespace}, port ${target.port}`;
  return `${method.toUpperCase()} ${where}, expecting ${code}${count === 1 ? '' : ` ${count} times`}`;
}

/** A step that is over, as a log says it. */
export function stepLine({ step, what, passed, message }: PolicyStepResult): string {
  return `  ${passed ? 'passed' : 'FAILED'}  ${step}: ${what}${message === null ? '' : `: ${message}`}`;
}
