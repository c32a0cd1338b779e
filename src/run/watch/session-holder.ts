import { messageOf, PodStartSloError } from '../../core/errors.ts';
import type { WindowStore } from './window-store.ts';
import { ClusterErrors } from './cluster-errors.ts';
import type { StuckDetector } from './stuck-detector.ts';
import type { WatchDeps, WatchSession } from './ports.ts';

type SessionHolderDeps = Pick<WatchDeps, 'clock' | 'places' | 'tell' | 'signal' | 'cleanupSignal'> & {
  windows: WindowStore;
  stuckDetector: StuckDetector;
};

/** How long closing a place may take whose cluster has failed: it is swept later anyway. */
const closeWithinMs = 15_000;
/** The longest one opening or sweeping may take: a few requests, each with a time-out of its own. */
const openWithinMs = 5 * 60_000;

/** Holds a place in the cluster, and gets a new one when the cluster has failed. Leaves nothing behind for good. */
export class SessionHolder {
  readonly #deps: SessionHolderDeps;
  readonly #clusterErrors: ClusterErrors;
  #held: { runId: string; place: WatchSession } | null = null;
  #wasOpen = false;

  constructor(deps: SessionHolderDeps) {
    this.#deps = deps;
    this.#clusterErrors = new ClusterErrors(deps);
  }

  get place(): WatchSession | null {
    return this.#held?.place ?? null;
  }

  /**
   * A place, as soon as there is one to be had. @throws PodStartSloError usage when the first one cannot be opened since
   * the input is wrong; the signal's reason
   */
  async open(): Promise<WatchSession> {
    for (;;) {
      await this.#clusterErrors.wait();
      // First, since objects of a user's namespace have the same names again.
      await this.sweep();
      const { windows, places, tell, signal, stuckDetector } = this.#deps;
      stuckDetector.expect('opening a place in the cluster', openWithinMs);
      const runId = places.newRunId();
      // Written down first: whatever happens from here on, the sweep finds what is left.
      await windows.run('opened', runId);
      try {
        const place = await places.open(runId, signal);
        this.#held = { runId, place };
        this.#wasOpen = true;
        tell({ kind: 'opened', runId, where: place.where });
        return place;
      } catch (error) {
        signal.throwIfAborted();
        if (!this.#wasOpen && error instanceof PodStartSloError && error.code === 'usage') throw error;
        this.#clusterErrors.note(error);
      }
    }
  }

  /** The cluster is well: a start was made. */
  async worked(): Promise<void> {
    this.#clusterErrors.over();
    await this.sweep();
  }

  /** The cluster failed: the place is given up, as far as possible in order. */
  async lose(error: unknown): Promise<void> {
    this.#clusterErrors.note(error);
    const timer = new AbortController();
    const { clock, cleanupSignal, signal } = this.#deps;
    const limit = new AbortController();
    const timeUp = clock
      .sleep(closeWithinMs, timer.signal)
      .then(() => limit.abort(new Error('the cluster does not answer')))
      .catch(() => undefined);
    await this.close(AbortSignal.any([limit.signal, cleanupSignal]), false);
    timer.abort();
    await timeUp;
    signal.throwIfAborted();
  }

  /** Deletes everything of the place, if there is one; what is left goes on being known as that. */
  async close(closeSignal: AbortSignal, isTold: boolean): Promise<void> {
    const held = this.#held;
    this.#held = null;
    if (held === null) return;
    const { windows, tell, stuckDetector } = this.#deps;
    stuckDetector.expect('closing the place in the cluster', openWithinMs);
    const left = await held.place.close(closeSignal);
    if (left.length === 0) await windows.run('gone', held.runId);
    else if (isTold) for (const message of left) tell({ kind: 'note', level: 'warning', message });
  }

  /** Deletes what earlier places have left, those of killed processes too. */
  async sweep(): Promise<void> {
    const { windows, places, signal, tell, stuckDetector } = this.#deps;
    for (const runId of windows.openRuns.filter((each) => each !== this.#held?.runId)) {
      stuckDetector.expect('deleting what an earlier place has left', openWithinMs);
      try {
        const { deleted, left } = await places.sweep(runId, signal);
        if (deleted.length > 0) tell({ kind: 'swept', runId, deleted });
        if (left.length === 0) await windows.run('gone', runId);
        else
          this.#clusterErrors.reportOnce(
            new PodStartSloError('cluster', `run ${runId} left ${left.join(', ')}`),
          );
      } catch (error) {
        signal.throwIfAborted();
        const message = `what run ${runId} has left could not be deleted: ${messageOf(error)}`;
        this.#clusterErrors.reportOnce(new PodStartSloError('cluster', message, {}, error));
      }
    }
  }
}
