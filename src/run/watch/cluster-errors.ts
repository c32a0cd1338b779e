import { backoffMs } from '../../core/backoff.ts';
import { messageOf, PodStartSloError } from '../../core/errors.ts';
import type { StuckDetector } from './stuck-detector.ts';
import type { WatchDeps } from './ports.ts';

const backoff = { firstMs: 2000, longestMs: 60_000 };
/** Kinds of errors that are remembered as told. */
const mostKinds = 100;

type ClusterErrorsDeps = Pick<WatchDeps, 'clock' | 'tell' | 'signal'> & { stuckDetector: StuckDetector };

/** A time in which the cluster fails: counts, tells each kind of error once, and says when to try again. */
export class ClusterErrors {
  readonly #deps: ClusterErrorsDeps;
  readonly #reported = new Set<string>();
  #errors = 0;
  #sinceMs = 0;
  #retryAtMs = 0;

  constructor(deps: ClusterErrorsDeps) {
    this.#deps = deps;
  }

  /** One more error. Each in a row doubles the time until the next attempt. */
  note(error: unknown): void {
    const nowMs = this.#deps.clock.nowMs();
    if (this.#errors === 0) this.#sinceMs = nowMs;
    this.#errors += 1;
    const retryInMs = backoffMs(this.#errors, backoff);
    this.#retryAtMs = nowMs + retryInMs;
    this.#tell(asClusterError(error), retryInMs);
  }

  /** An error that ends nothing. */
  reportOnce(error: PodStartSloError): void {
    this.#tell(error, 0);
  }

  /** Waits until the next attempt may be made. @throws the signal's reason */
  async wait(): Promise<void> {
    const { clock, signal, stuckDetector } = this.#deps;
    const waitMs = Math.max(0, this.#retryAtMs - clock.nowMs());
    stuckDetector.expect('waiting to ask the cluster again', waitMs);
    await clock.sleep(waitMs, signal);
  }

  over(): void {
    if (this.#errors > 0) {
      const awayMs = this.#deps.clock.nowMs() - this.#sinceMs;
      this.#deps.tell({ kind: 'cluster-back', awayMs, errors: this.#errors });
      this.#reported.clear();
    }
    this.#errors = 0;
    this.#retryAtMs = 0;
  }

  #tell(error: PodStartSloError, retryInMs: number): void {
    const kind = kindOf(error);
    const isNew = !this.#reported.has(kind);
    if (this.#reported.size < mostKinds) this.#reported.add(kind);
    this.#deps.tell({ kind: 'cluster-error', error, isNew, retryInMs });
  }
}

function asClusterError(error: unknown): PodStartSloError {
  return error instanceof PodStartSloError
    ? error
    : new PodStartSloError('cluster', messageOf(error), {}, error);
}

/** Names of runs and pods change from one error to the next of the same kind. */
function kindOf({ message, facts }: PodStartSloError): string {
  return `${facts.status ?? ''} ${message.replaceAll(/[0-9a-f]*\d[0-9a-f]*/g, '#')}`;
}
