import { messageOf, PodStartSloError } from '../../core/errors.ts';
import type { WindowStore } from './window-store.ts';
import { ClusterErrors } from './cluster-errors.ts';
import type { StuckDetector } from './stuck-detector.ts';
import type { WatchDeps, WatchSession } from './ports.ts';

type SessionHolderDeps = Pick<WatchDeps, 'clock' | 'sessions' | 'tell' | 'signal' | 'cleanupSignal'> & {
  windows: WindowStore;
  stuckDetector: StuckDetector;
};

/** How long closing a session may take whose cluster has failed: its leftovers are deleted later anyway. */
const closeWithinMs = 15_000;
/** The longest one opening or sweeping may take: a few requests, each with a timeout of its own. */
const openWithinMs = 5 * 60_000;

/** Holds the session on the cluster, and opens a new one when the cluster has failed. Deletes all leftovers in the end. */
export class SessionHolder {
  readonly #deps: SessionHolderDeps;
  readonly #clusterErrors: ClusterErrors;
  #held: { runId: string; session: WatchSession } | null = null;
  #wasOpen = false;

  constructor(deps: SessionHolderDeps) {
    this.#deps = deps;
    this.#clusterErrors = new ClusterErrors(deps);
  }

  get session(): WatchSession | null {
    return this.#held?.session ?? null;
  }

  /**
   * A session, as soon as one can be opened. @throws PodStartSloError usage when the first one cannot be opened since
   * the input is wrong; the signal's reason
   */
  async open(): Promise<WatchSession> {
    for (;;) {
      await this.#clusterErrors.wait();
      // First, since objects of a user's namespace have the same names again.
      await this.sweep();
      const { windows, sessions, tell, signal, stuckDetector } = this.#deps;
      stuckDetector.expect('opening a session on the cluster', openWithinMs);
      const runId = sessions.newRunId();
      // Written down first: whatever happens from here on, the sweep finds what is left.
      await windows.run('opened', runId);
      try {
        const session = await sessions.open(runId, signal);
        this.#held = { runId, session };
        this.#wasOpen = true;
        tell({ kind: 'opened', runId, where: session.where });
        return session;
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

  /** The cluster failed: the session is closed as far as possible. */
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

  /** Deletes everything of the session, if there is one; what is left stays in the list of open runs. */
  async close(closeSignal: AbortSignal, isTold: boolean): Promise<void> {
    const held = this.#held;
    this.#held = null;
    if (held === null) return;
    const { windows, tell, stuckDetector } = this.#deps;
    stuckDetector.expect('closing the session on the cluster', openWithinMs);
    const left = await held.session.close(closeSignal);
    if (left.length === 0) await windows.run('gone', held.runId);
    else if (isTold) for (const message of left) tell({ kind: 'note', level: 'warning', message });
  }

  /** Deletes the leftovers of earlier sessions, those of killed processes too. */
  async sweep(): Promise<void> {
    const { windows, sessions, signal, tell, stuckDetector } = this.#deps;
    for (const runId of windows.openRuns.filter((each) => each !== this.#held?.runId)) {
      stuckDetector.expect('deleting the leftovers of an earlier session', openWithinMs);
      try {
        const { deleted, left } = await sessions.sweep(runId, signal);
        if (deleted.length > 0) tell({ kind: 'swept', runId, deleted });
        if (left.length === 0) await windows.run('gone', runId);
        else
          this.#clusterErrors.reportOnce(
            new PodStartSloError('cluster', `run ${runId} could not delete ${left.join(', ')}`),
          );
      } catch (error) {
        signal.throwIfAborted();
        const message = `the leftovers of run ${runId} could not be deleted: ${messageOf(error)}`;
        this.#clusterErrors.reportOnce(new PodStartSloError('cluster', message, {}, error));
      }
    }
  }
}
