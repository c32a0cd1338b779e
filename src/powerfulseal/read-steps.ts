import type { Manifest } from '../core/plan.ts';
import { withScheme } from './leaves.ts';
import type {
  AlertStep,
  KubectlStep,
  PodDeed,
  PodFilter,
  PodMatch,
  PodStep,
  PolicyStep,
  ProbeStep,
  ProbeTarget,
  Retries,
} from '../core/steps/policy.ts';
import type { StepInput } from './schema.ts';

type Input<Kind extends keyof StepInput> = NonNullable<StepInput[Kind]>;

/** A step with its defaults; null for one that is refused, or has none of the keys. */
export function readStep(step: StepInput, manifests: readonly Manifest[]): PolicyStep | null {
  const { kubectl, wait, probeHTTP, podAction, alertManagerAction } = step;
  if (kubectl !== undefined) return readKubectl(kubectl, manifests);
  if (wait !== undefined) return { kind: 'wait', seconds: wait.seconds };
  if (probeHTTP !== undefined) return readProbe(probeHTTP);
  if (podAction !== undefined) return readPodAction(podAction);
  return alertManagerAction === undefined ? null : readAlertAction(alertManagerAction);
}

function readKubectl(
  { action, payload, autoDelete = true }: Input<'kubectl'>,
  manifests: readonly Manifest[],
): KubectlStep {
  return { kind: 'kubectl', action, payload, manifests, autoDelete: action === 'apply' && autoDelete };
}

function readProbe(probe: Input<'probeHTTP'>): ProbeStep {
  return {
    kind: 'probeHTTP',
    target: readTarget(probe.target),
    retries: probe.retries ?? 3,
    delayMs: probe.delay ?? 100,
    timeoutMs: probe.timeout ?? 1000,
    code: probe.code ?? 200,
    count: probe.count ?? 1,
    path: `/${(probe.endpoint ?? '').replace(/^\/+/, '')}`,
    method: probe.method ?? 'get',
    body: probe.body ?? '',
    headers: probe.headers ?? [],
    proxy: readProxy(probe.proxy),
    insecure: probe.insecure ?? false,
  };
}

function readTarget({ url = '', service }: Input<'probeHTTP'>['target']): ProbeTarget {
  if (service === undefined) return { kind: 'url', url };
  const { name, namespace, port = 80, protocol = 'http' } = service;
  return { kind: 'service', name, namespace, port, protocol };
}

function readProxy(address: string | undefined): string | null {
  return address === undefined || address === '' ? null : withScheme(address);
}

function readPodAction({ matches, filters = [], retries, actions }: Input<'podAction'>): PodStep {
  return {
    kind: 'podAction',
    matches: matches.map(readMatch),
    filters: filters.flatMap(readFilter),
    retries: readRetries(retries),
    actions: actions.flatMap(readDeed),
  };
}

function readMatch({ namespace = '', deployment, labels }: Input<'podAction'>['matches'][number]): PodMatch {
  if (deployment !== undefined) return { kind: 'deployment', ...deployment };
  if (labels !== undefined) return { kind: 'labels', ...labels };
  return { kind: 'namespace', namespace };
}

type FilterInput = NonNullable<Input<'podAction'>['filters']>[number];

function readFilter({ property, dayTime, randomSample, probability }: FilterInput): PodFilter[] {
  if (property !== undefined)
    return [{ kind: 'property', ...property, negative: property.negative ?? false }];
  if (dayTime !== undefined) return [{ kind: 'dayTime', ...dayTime }];
  if (probability !== undefined) return [{ kind: 'probability', probability }];
  if (randomSample === undefined) return [];
  const { size, ratio = 1 } = randomSample;
  return [size === undefined ? { kind: 'randomSample', ratio } : { kind: 'randomSample', size }];
}

function readDeed({
  kill,
  wait,
  checkPodCount,
  checkPodState,
}: Input<'podAction'>['actions'][number]): PodDeed[] {
  if (kill !== undefined)
    return [{ kind: 'kill', probability: kill.probability ?? 1, force: kill.force ?? true }];
  if (wait !== undefined) return [{ kind: 'wait', seconds: wait.seconds }];
  if (checkPodCount !== undefined) return [{ kind: 'checkPodCount', count: checkPodCount.count }];
  return checkPodState === undefined ? [] : [{ kind: 'checkPodState', state: checkPodState.state }];
}

function readRetries(retries: Input<'podAction'>['retries']): Retries {
  const { retriesCount, retriesTimeout } = retries ?? {};
  if (retriesCount !== undefined)
    return { kind: 'count', count: retriesCount.count, sleepSeconds: retriesCount.sleep ?? 30 };
  if (retriesTimeout === undefined) return { kind: 'once' };
  const { timeout: timeoutSeconds, sleep: sleepSeconds = 30 } = retriesTimeout;
  return { kind: 'timeout', timeoutSeconds, sleepSeconds };
}

/** 900 s is what PowerfulSeal mutes for where the policy does not say. */
const usualMuteSeconds = 900;

function readAlertAction(action: Input<'alertManagerAction'>): AlertStep {
  const { targets, actions, retries, proxies = {} } = action;
  return {
    kind: 'alertManagerAction',
    targets: targets.flatMap(({ url }) => url ?? []),
    mutes: actions.flatMap(({ mute }) =>
      mute === undefined
        ? []
        : [
            {
              durationSeconds: mute.duration ?? usualMuteSeconds,
              autoUnmute: mute.autoUnmute ?? true,
            },
          ],
    ),
    retries: readRetries(retries),
    proxies: { http: readProxy(proxies.http), https: readProxy(proxies.https) },
  };
}
