import type { V1Pod } from '@kubernetes/client-node';
import { systemClock } from '../../src/hosts/shared/system-clock.ts';
import { resourcePath } from '../../src/kube/api/paths.ts';
import { watchList } from '../../src/kube/watch/watch.ts';
import { manifest, service } from '../../test/cluster/support/manifests.ts';
import type { Place } from './main.ts';
import { ours, type OurRun } from './ours.ts';
import { readyStatus, simulatedPod } from './pods.ts';
import { byHand } from './simulated-nodes.ts';

const perSecond = 100;
const clock = systemClock();

/** Of each pod, in ms; the API server has made the change at some time between sent and answered. */
export interface Lag {
  /** From just before a pod's change was sent to its receipt, as the result of the measured process has it. */
  sinceSent: readonly number[];
  /** From when the change was answered to that receipt; under 0 where the watch was told before the writer. */
  sinceAnswered: readonly number[];
  /** From sent to answered: the API server's and etcd's time. */
  writes: readonly number[];
}

/**
 * How late the CLI hears of its pods, a thousand of one burst, when they become Ready at a hundred a second. This process
 * writes their states, and stamps each just before. Both processes take their monotonic clocks, tied to the machine's wall
 * clock to the microsecond, as the result's `startedAt` has it.
 */
export async function lagAt(
  { api, namespace, ip }: Pick<Place, 'api' | 'namespace' | 'ip'>,
  pods: number,
  flags: readonly string[],
): Promise<Lag> {
  const controller = new AbortController();
  const path = resourcePath({ namespace, resource: 'pods' });
  const sent = new Map<string, { atMs: number; answeredMs: number }>();
  let waiting: string[] = [];
  const seen = new Set<string>();
  const onChange = (_: string, { metadata, spec, status }: V1Pod): void => {
    if (spec?.nodeName === undefined || status?.podIP !== undefined || seen.has(metadata?.uid ?? '')) return;
    seen.add(metadata?.uid ?? '');
    waiting.push(metadata?.name ?? '');
    if (waiting.length < pods) return;
    void makeReady(waiting);
    waiting = [];
  };
  const makeReady = async (names: readonly string[]): Promise<void> => {
    const beganMs = clock.nowMs();
    for (const [index, name] of names.entries()) {
      await clock.sleep(beganMs + (index * 1000) / perSecond - clock.nowMs(), controller.signal);
      void write(name).catch((error: unknown) => console.error(`  ${name} was not made Ready:`, error));
    }
  };
  const write = async (name: string): Promise<void> => {
    const contentType = 'application/strategic-merge-patch+json';
    const atMs = clock.unixUs() / 1000;
    await api.request({
      method: 'PATCH',
      path: `${path}/${name}/status`,
      body: readyStatus(ip),
      contentType,
    });
    sent.set(name, { atMs, answeredMs: clock.unixUs() / 1000 });
  };
  const target = { path, labelSelector: 'app=web', resourceName: 'pods' };
  const watch = watchList<V1Pod>(api, target, { onChange }, { clock, signal: controller.signal });
  await watch.ready;
  try {
    const pod = simulatedPod('web', { app: 'web' }, { [byHand]: 'true' });
    const run = await ours(['-n', namespace, '--burst', String(pods), ...flags], manifest(service(), pod));
    return lagsOf(run, sent);
  } finally {
    controller.abort();
    await watch.stop();
  }
}

function lagsOf(
  { iterations }: OurRun,
  sent: ReadonlyMap<string, { atMs: number; answeredMs: number }>,
): Lag {
  const last = iterations.at(-1);
  const startedMs = unixMs(last?.startedAt ?? '');
  const known = (last?.fleet?.pods ?? []).flatMap(({ pod, readyMs }) => {
    const write = sent.get(pod);
    return write === undefined || readyMs === null ? [] : [{ ...write, receivedMs: startedMs + readyMs }];
  });
  return {
    sinceSent: known.map(({ atMs, receivedMs }) => receivedMs - atMs),
    sinceAnswered: known.map(({ answeredMs, receivedMs }) => receivedMs - answeredMs),
    writes: known.map(({ atMs, answeredMs }) => answeredMs - atMs),
  };
}

/** `Date.parse` drops the microseconds. */
function unixMs(iso: string): number {
  return Date.parse(`${iso.slice(0, 19)}Z`) + Number(`0${iso.slice(19, -1)}`) * 1000;
}
