import { messageOf } from '../../core/errors.ts';
import type { Report } from '../../core/ports.ts';
import {
  decideScale,
  nameOfScaled,
  printScaleRecords,
  type FoundScale,
  type ScaleRecord,
} from '../../core/experiments/scaling/scale-record.ts';
import { clusterError } from '../api/api.ts';
import { isDenied } from '../session/check-objects.ts';
import { scaledAnnotation, type RunLease } from '../session/lease.ts';

/**
 * What a run has to put back of workloads that were there before it. It stands on the run's lease, which is the run's own
 * and needs no further rights, so that a sweep can do it for a run that was killed.
 */
export class ScaleRecords {
  readonly #lease: RunLease | null;
  readonly #report: Report;
  readonly #records = new Map<string, ScaleRecord>();
  #isRefused = false;

  /** @param lease null where none could be made, which was told */
  constructor(lease: RunLease | null, report: Report) {
    this.#lease = lease;
    this.#report = report;
  }

  /** Whether everything is back as it was. */
  get isEmpty(): boolean {
    return this.#records.size === 0;
  }

  /** What a workload had before this run, which may have failed to put it back after an earlier iteration. */
  replicasBefore(scaled: Pick<ScaleRecord, 'kind' | 'name'>, found: FoundScale): number {
    const earlier = this.#records.get(nameOfScaled(scaled));
    const isOurs = earlier !== undefined && decideScale(earlier, found).act === 'put-back';
    return isOurs ? earlier.replicas : found.replicas;
  }

  /** Before anything is changed: without the record it is not, but where no rights allow one. @throws PodStartSloError cluster */
  async keep(record: ScaleRecord, signal: AbortSignal): Promise<void> {
    this.#records.set(nameOfScaled(record), record);
    try {
      await this.#write(signal);
    } catch (error) {
      if (!isDenied(error))
        throw clusterError(error, `noting on the run's lease how many replicas ${nameOfScaled(record)} had`);
      this.#refused(messageOf(error));
    }
  }

  /** Once it is back, or somebody else's. Says what went wrong; never throws. */
  async drop(record: ScaleRecord, signal: AbortSignal): Promise<string[]> {
    this.#records.delete(nameOfScaled(record));
    try {
      await this.#write(signal);
      return [];
    } catch (error) {
      return [
        `the note on the run's lease about ${nameOfScaled(record)} is still there: ${messageOf(error)}`,
      ];
    }
  }

  async #write(signal: AbortSignal): Promise<void> {
    if (this.#isRefused) return;
    const text = this.isEmpty ? null : printScaleRecords([...this.#records.values()]);
    await this.#lease?.annotate({ [scaledAnnotation]: text }, signal);
  }

  #refused(message: string): void {
    this.#isRefused = true;
    this.#report({
      kind: 'note',
      level: 'warning',
      message: `the run's lease may not be changed (${message}): should this run be killed, "clean" cannot scale back what it has scaled`,
    });
  }
}
