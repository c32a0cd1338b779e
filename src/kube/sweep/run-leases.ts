import { nameOfScaled, readScaleRecords } from '../../core/experiments/scaling/scale-record.ts';
import { managedByLabel, managedByValue, runIdLabel } from '../workload/labels.ts';
import { leaseName, policyPart, scaledAnnotation, type LeaseSpec } from '../session/lease.ts';

/** What a sweep looks at of an object that carries the label of a run. */
export interface Labelled {
  metadata: {
    name: string;
    namespace?: string;
    uid?: string;
    resourceVersion?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    creationTimestamp?: string;
    deletionTimestamp?: string;
  };
}

export interface LeaseObject extends Labelled {
  spec?: Partial<LeaseSpec>;
}

export function runIdOf({ metadata }: Labelled): string {
  return metadata.labels?.[runIdLabel] ?? '';
}

/** Whether the labels say that a run of this program created it. */
export function isManaged({ metadata }: Labelled): boolean {
  return metadata.labels?.[managedByLabel] === managedByValue;
}

/** Whether name, holder and labels are those of a lease that a run creates. The label alone may be on anything. */
export function isRunLease(lease: LeaseObject): boolean {
  const runId = runIdOf(lease);
  const names = [leaseName(runId), leaseName(runId, policyPart)];
  return (
    runId !== '' &&
    isManaged(lease) &&
    names.includes(lease.metadata.name) &&
    lease.spec?.holderIdentity === runId
  );
}

/** The youngest first: what has been scaled by several is put back in the opposite order. */
export function youngestFirst(leases: readonly LeaseObject[]): LeaseObject[] {
  const born = ({ metadata }: LeaseObject): number => Date.parse(metadata.creationTimestamp ?? '') || 0;
  return leases.toSorted((a, b) => born(b) - born(a));
}

/** Which run is scaling a workload, by its name and place, of those that may be alive. */
export function scaledBy(alive: readonly LeaseObject[]): ReadonlyMap<string, string> {
  const runs = new Map<string, string>();
  for (const lease of alive)
    for (const record of readScaleRecords(lease.metadata.annotations?.[scaledAnnotation] ?? '[]').records)
      runs.set(scaledIn(lease.metadata.namespace ?? '', record), runIdOf(lease));
  return runs;
}

/** For people, and unique in the cluster. */
export function scaledIn(namespace: string, record: Parameters<typeof nameOfScaled>[0]): string {
  return `${nameOfScaled(record)} in ${namespace}`;
}
