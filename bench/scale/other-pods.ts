import type { V1Pod } from '@kubernetes/client-node';
import { systemClock } from '../../src/hosts/shared/system-clock.ts';
import type { ApiClient } from '../../src/kube/api/api.ts';
import { boundedEach } from '../../src/kube/api/bounded.ts';
import { resourcePath } from '../../src/kube/api/paths.ts';
import { watchList } from '../../src/kube/watch/watch.ts';
import { waitFor } from '../../test/cluster/support/waiting.ts';
import { simulatedPod } from './pods.ts';

export const otherPods = 1000;
/** Each is replaced in its turn; a pod that starts and goes is five changes to whoever watches it. */
const replacedEveryMs = 50;
const changesPerPod = 5;

export interface OtherPods extends AsyncDisposable {
  /** Changes a second since the last call, as a watch has seen them. */
  changesPerSecond(): number;
}

/** Somebody else's thousand pods in a namespace, of which twenty are replaced each second until they are disposed of. */
export async function otherPodsIn(api: ApiClient, namespace: string): Promise<OtherPods> {
  const { signal, abort } = aborter();
  const path = resourcePath({ namespace, resource: 'pods' });
  const ready = new Set<string>();
  let changes = 0;
  let sinceMs = performance.now();
  const onChange = (type: string, { metadata, status }: V1Pod): void => {
    changes += 1;
    if (type === 'DELETED') ready.delete(metadata?.name ?? '');
    else if (status?.podIP !== undefined) ready.add(metadata?.name ?? '');
  };
  const target = { path, labelSelector: 'app=other', resourceName: 'pods' };
  const watch = watchList<V1Pod>(api, target, { onChange }, { clock: systemClock(), signal });
  await watch.ready;
  const create = async (index: number): Promise<void> => {
    await api.request({ method: 'POST', path, body: simulatedPod(`other-${index}`, { app: 'other' }) });
  };
  await boundedEach([...Array(otherPods).keys()], 10, create);
  await waitFor('the other pods ready', () => (ready.size === otherPods ? true : null), 120_000);
  let next = 0;
  const replace = async (): Promise<void> => {
    next += 1;
    const query = { gracePeriodSeconds: 1 };
    await Promise.all([
      api.request({ method: 'DELETE', path: `${path}/other-${next - 1}`, query }),
      create(otherPods + next - 1),
    ]);
  };
  const timer = setInterval(() => void replace().catch(() => undefined), replacedEveryMs);
  return {
    changesPerSecond() {
      const rate = changes / ((performance.now() - sinceMs) / 1000);
      changes = 0;
      sinceMs = performance.now();
      return rate;
    },
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      abort();
      await watch.stop();
    },
  };
}

export const intendedPerSecond = (1000 / replacedEveryMs) * changesPerPod;

function aborter(): { signal: AbortSignal; abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
