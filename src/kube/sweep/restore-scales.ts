import { messageOf } from '../../core/errors.ts';
import type { Clock } from '../../core/ports.ts';
import { readScaleRecords, type ScaleRecord } from '../../core/experiments/scaling/scale-record.ts';
import { clusterError, type ApiClient } from '../api/api.ts';
import { putBack } from '../api/put-back.ts';
import { leaseName, notesOf, scaledAnnotation } from '../session/lease.ts';
import { scaledIn } from './run-leases.ts';

export interface ScalesToRestore {
  namespace: string;
  /** Name of the lease that the record stands on. */
  lease: string;
  /** The record, whoever wrote it. */
  text: string | undefined;
  /** Which run is scaling a workload at this moment, by `scaledIn`. */
  scaledBy: ReadonlyMap<string, string>;
}

/** What became of workloads that were there before the run. */
export interface Restored {
  /** Put back as they were. */
  restored: string[];
  /** Not put back, since somebody else has changed them. */
  untouched: string[];
  /** Not put back, and still to be done. */
  left: string[];
}

/** Scales workloads back that a run which is over has scaled. Never throws for a record, whatever stands in it. */
export async function restoreScales(
  api: ApiClient,
  { namespace, lease, text, scaledBy }: ScalesToRestore,
  restored: Restored,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<void> {
  if (text === undefined) return;
  const { records, unreadable } = readScaleRecords(text);
  for (const entry of unreadable) restored.left.push(unreadableIn(namespace, lease, entry));
  // What was scaled last is put back first.
  for (const record of records.toReversed()) {
    const what = scaledIn(namespace, record);
    const busyRun = scaledBy.get(what);
    if (busyRun === undefined) await restoreOne(api, namespace, record, restored, { clock, signal });
    else
      restored.left.push(
        `${what} as it is, since run ${busyRun} is scaling it now; it had ${record.replicas} replicas`,
      );
  }
}

/** The same of one run of the own, whose lease is found by its name. @throws PodStartSloError cluster */
export async function restoreRun(
  api: ApiClient,
  { namespace, runId }: { namespace: string; runId: string },
  restored: Restored,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<void> {
  const lease = leaseName(runId);
  let text: string | undefined;
  try {
    text = (await notesOf(api, namespace, runId, signal))[scaledAnnotation];
  } catch (error) {
    throw clusterError(error, `looking at lease ${lease}`);
  }
  const scales = { namespace, lease, text, scaledBy: new Map<string, string>() };
  await restoreScales(api, scales, restored, { clock, signal });
}

async function restoreOne(
  api: ApiClient,
  namespace: string,
  record: ScaleRecord,
  { restored, untouched, left }: Restored,
  deps: { clock: Clock; signal: AbortSignal },
): Promise<void> {
  const what = scaledIn(namespace, record);
  try {
    const done = await putBack(api, namespace, record, deps);
    if (done.kind === 'put-back') restored.push(`${what} from ${done.from} to ${record.replicas} replicas`);
    if (done.kind === 'left') untouched.push(`in ${namespace}: ${done.why}`);
  } catch (error) {
    deps.signal.throwIfAborted();
    left.push(`${what}, which had ${record.replicas} replicas (${messageOf(error)})`);
  }
}

function unreadableIn(namespace: string, lease: string, entry: string): string {
  return (
    `lease ${lease} in ${namespace}, whose record of what was scaled is invalid: ${entry}; ` +
    `check whether a workload there has too many replicas, then kubectl delete lease ${lease} -n ${namespace}`
  );
}
