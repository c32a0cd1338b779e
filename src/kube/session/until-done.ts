import { PodStartSloError } from '../../core/errors.ts';
import { isDefinition } from '../../core/custom-kinds.ts';
import type { KubernetesObject } from '../../core/plan.ts';
import type { Clock } from '../../core/ports.ts';
import { clusterError, type ApiClient } from '../api/api.ts';
import { objectPath, type Placed } from '../api/objects.ts';

export interface UntilDoneOptions {
  clock: Clock;
  signal: AbortSignal;
}

/** A migration may take its time; what never ends must not hold a run for ever. */
const doneWithinMs = 600_000;
const lookEveryMs = 250;

/**
 * Waits until what runs to its end has done so (Jobs, and Pods that are not restarted), and until the kinds of a
 * CustomResourceDefinition are served. @throws PodStartSloError cluster
 */
export async function untilDone(
  api: ApiClient,
  placed: Placed,
  { clock, signal }: UntilDoneOptions,
): Promise<void> {
  if (!isWaitedFor(placed.object)) return;
  const { kind, metadata } = placed.object;
  const deadlineMs = clock.nowMs() + doneWithinMs;
  for (;;) {
    const ending = endingOf(await look(api, placed, signal));
    if (ending === 'succeeded') return;
    if (ending === 'failed') throw unfinished(`${kind}/${metadata.name} of the set-up failed`);
    if (clock.nowMs() >= deadlineMs)
      throw unfinished(
        `${kind}/${metadata.name} of the set-up had not ended after ${doneWithinMs / 60_000} min`,
      );
    await clock.sleep(lookEveryMs, signal);
  }
}

/** Whether more has to come of it than its creation. */
function isWaitedFor(object: KubernetesObject): boolean {
  const { apiVersion, kind, ...rest } = object;
  if (isDefinition(object)) return true;
  if (kind === 'Job') return apiVersion.startsWith('batch/');
  const policy = (rest['spec'] as { restartPolicy?: unknown } | undefined)?.restartPolicy;
  return apiVersion === 'v1' && kind === 'Pod' && (policy === 'Never' || policy === 'OnFailure');
}

async function look(api: ApiClient, placed: Placed, signal: AbortSignal): Promise<EndingObject> {
  try {
    return (await api.request<EndingObject>({ method: 'GET', path: objectPath(placed), signal })).body;
  } catch (error) {
    signal.throwIfAborted();
    throw clusterError(
      error,
      `looking at ${placed.object.kind}/${placed.object.metadata.name} of the set-up`,
    );
  }
}

/** A Job and a definition have conditions, a Pod its phase. */
interface EndingObject {
  status?: { phase?: string; conditions?: readonly { type: string; status: string }[] };
}

function endingOf({ status }: EndingObject): 'succeeded' | 'failed' | null {
  const holds = (type: string): boolean =>
    status?.conditions?.some((each) => each.type === type && each.status === 'True') ?? false;
  if (status?.phase === 'Succeeded' || holds('Complete') || holds('Established')) return 'succeeded';
  return status?.phase === 'Failed' || holds('Failed') ? 'failed' : null;
}

function unfinished(message: string): PodStartSloError {
  return new PodStartSloError('cluster', message, {
    hint: 'apply it separately and read its log with kubectl logs',
  });
}
