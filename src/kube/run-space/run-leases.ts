import { nameOfScaled, readScaleRecords } from '../../core/experiments/scaling/scale-record.ts';
import { runIdLabel } from '../workload/labels.ts';
import { scaledAnnotation, type LeaseSpec } from './lease.ts';

/** What a sweep looks at of an object that carries the label of a run. */
export interface Labelled {
  metadata: {
    name: string;
    namespace?: string;
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

export function hasExpired({ spec }: LeaseObject, nowUnixMs: number): boolean {
  const renewedMs = Date.parse(spec?.renewTime ?? '');
  return !(nowUnixMs < renewedMs + (spec?.leaseDurationSeconds ?? 0) * 1000);
}

/** The youngest first: what has been scaled by several is put back in the opposite order. */
export function youngestFirst(leases: readonly LeaseObject[]): LeaseObject[] {
  const born = ({ metadata }: LeaseObject): number => Date.parse(metadata.creationTimestamp ?? '') || 0;
  return leases.toSorted((a, b) => born(b) - born(a));
}

/** Which run is scaling a workload, by its name and place, of those that are alive. */
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
