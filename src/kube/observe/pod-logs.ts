import type { PodFacts } from '../../core/observation.ts';
import type { PodLog } from '../../core/result.ts';
import type { ApiClient } from '../api/api.ts';
import { lastLines, mostLines } from './last-lines.ts';

/** Container runtimes write a long line in pieces of 16 KiB at most, of which the kubelet counts each as a line. */
const mostBytes = mostLines * 16 * 1024;
const mostLogs = 5;

/** Where the pods of an iteration are, and what is known of them. */
export interface LogRequest {
  api: ApiClient;
  namespace: string;
  pods: Iterable<PodFacts>;
  signal: AbortSignal;
}

/**
 * The last lines of containers that have run; of one that was restarted those of its life before, which tell why. A log
 * that cannot be read is left out: it decides nothing.
 */
export async function readPodLogs({ api, namespace, pods, signal }: LogRequest): Promise<PodLog[]> {
  const wanted = [...pods].flatMap((pod) =>
    pod.containers
      .filter(({ state, restartCount }) => state !== 'waiting' || restartCount > 0)
      // One that waits to be restarted still has the log of its last life.
      .map(({ name, state, restartCount }) => ({
        pod: pod.name,
        container: name,
        previous: state === 'running' && restartCount > 0,
      })),
  );
  const logs = wanted.slice(0, mostLogs).map(async (log): Promise<PodLog[]> => {
    const lines = await readLines(api, namespace, log, signal).catch(() => []);
    return lines.length === 0 || isLost(lines) ? [] : [{ ...log, lines }];
  });
  return (await Promise.all(logs)).flat();
}

/** The kubelet's own words, with status 200, for a container that is gone. */
function isLost([first = '']: readonly string[]): boolean {
  return first.startsWith('unable to retrieve container logs for ');
}

async function readLines(
  api: ApiClient,
  namespace: string,
  { pod, container, previous }: Omit<PodLog, 'lines'>,
  signal: AbortSignal,
): Promise<string[]> {
  const query = { container, previous, tailLines: mostLines, limitBytes: mostBytes };
  const path = `/api/v1/namespaces/${namespace}/pods/${pod}/log`;
  const { body } = await api.raw({ method: 'GET', path, query, signal });
  return lastLines(body);
}
