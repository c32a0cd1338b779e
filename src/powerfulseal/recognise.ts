import { printDurationMs } from '../core/duration.ts';
import type { Manifest } from '../core/plan.ts';
import type { KubectlStep, PolicyScenario, ProbeStep } from '../core/steps/policy.ts';

/**
 * What a scenario of the shape "apply, wait T, ask a Service of what was applied" is the test of: that it is available
 * within T. Then the time it really takes can be measured and judged against T.
 */
export interface Hypothesis {
  limitMs: number;
  /** The payloads, as they were written. */
  payloads: readonly string[];
  /** Their objects, in order, without the namespace that the probe names too. */
  manifests: readonly Manifest[];
  service: string;
  port: number;
  scheme: 'http' | 'https';
  path: string;
  status: number;
  /** What PowerfulSeal would do differently and a reader of the verdict should know. */
  notes: readonly string[];
}

export type Recognition = { hypothesis: Hypothesis } | { reason: string };

/** Where documents without a namespace go, as PowerfulSeal leaves it to kubectl. */
const usualNamespace = 'default';

export function recognise({ steps }: PolicyScenario): Recognition {
  const applies = steps.filter((step) => step.kind === 'kubectl');
  const [wait, probe, ...others] = steps.slice(applies.length);
  const isShape =
    applies.length > 0 &&
    steps.slice(0, applies.length).every((step) => step.kind === 'kubectl') &&
    wait?.kind === 'wait' &&
    probe?.kind === 'probeHTTP' &&
    others.length === 0;
  if (!isShape) return { reason: `its steps are not kubectl apply, wait, probeHTTP but ${kindsOf(steps)}` };
  const reason = applyReason(applies) ?? probeReason(probe) ?? patienceReason(probe, wait.seconds);
  if (reason !== null) return { reason };
  return hypothesisOf(applies, wait.seconds, probe);
}

function kindsOf(steps: PolicyScenario['steps']): string {
  return steps.map((step) => (step.kind === 'kubectl' ? `kubectl ${step.action}` : step.kind)).join(', ');
}

function applyReason(applies: readonly KubectlStep[]): string | null {
  if (applies.some(({ action }) => action === 'delete')) return 'it deletes before it asks';
  return applies.some(({ autoDelete }) => !autoDelete)
    ? 'with autoDelete: false its objects stay, so only the first run would start anything'
    : null;
}

/** What the probe of a measurement cannot ask for. */
function probeReason(probe: ProbeStep): string | null {
  const { target, method, body, headers, proxy, count, code, path, insecure } = probe;
  if (target.kind === 'url') return 'its probe asks a URL, and what is measured is a Service of the payload';
  if (method !== 'get') return `its probe sends ${method.toUpperCase()}, and a measurement sends GET`;
  if (body !== '') return 'its probe sends a body';
  if (headers.length > 0) return 'its probe sends headers of its own';
  if (proxy !== null) return 'its probe goes through a proxy';
  if (count > 1) return `its probe wants ${count} answers, and a measurement ends with the first`;
  if (code < 200) return `its probe expects the status ${code}, which no final response has`;
  if (/[\s#]/.test(path)) return 'the endpoint of its probe holds white space or "#"';
  return target.protocol === 'https' && !insecure
    ? 'its probe checks the certificate (insecure: false), and a measurement does not'
    : null;
}

/** Retries that go on for longer than the wait are what really waits. */
function patienceReason(probe: ProbeStep, seconds: number): string | null {
  if (seconds === 0) return 'it waits for 0 seconds, which is no time to be available within';
  const patienceMs = patienceOf(probe);
  return patienceMs > seconds * 1000
    ? `its retries go on for ${printDurationMs(patienceMs)}, longer than its wait of ${printDurationMs(seconds * 1000)}`
    : null;
}

/** How long the pauses between the attempts are, all together. */
function patienceOf({ retries, delayMs }: ProbeStep): number {
  return (retries - 1) * delayMs;
}

function hypothesisOf(applies: readonly KubectlStep[], seconds: number, probe: ProbeStep): Recognition {
  if (probe.target.kind !== 'service') return { reason: 'its probe asks no Service' };
  const { name, namespace, port, protocol } = probe.target;
  const all = applies.flatMap(({ manifests }) => manifests);
  const stray = all.find(({ object }) => (object.metadata.namespace ?? usualNamespace) !== namespace);
  if (stray !== undefined) {
    const where = stray.object.metadata.namespace ?? `${usualNamespace}, where documents without one go`;
    return {
      reason: `its probe asks in the namespace ${namespace}, and ${stray.object.kind}/${stray.object.metadata.name} is applied in ${where}`,
    };
  }
  const limitMs = seconds * 1000;
  const patienceMs = patienceOf(probe);
  return {
    hypothesis: {
      limitMs,
      payloads: applies.map(({ payload }) => payload),
      manifests: all.map(withoutNamespace),
      service: name,
      port,
      scheme: protocol,
      path: probe.path,
      status: probe.code,
      notes:
        patienceMs === 0
          ? []
          : [
              `judged is ${printDurationMs(limitMs)}; the probe's retries would have gone on for another ${printDurationMs(patienceMs)}`,
            ],
    },
  };
}

function withoutNamespace({ source, object }: Manifest): Manifest {
  const { namespace, ...metadata } = object.metadata;
  return namespace === undefined ? { source, object } : { source, object: { ...object, metadata } };
}
