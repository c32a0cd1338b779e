import { messageOf, PodStartSloError } from '../../core/errors.ts';
import type { Book } from './book.ts';
import { Outage } from './outage.ts';
import type { Pulse } from './pulse.ts';
import type { WatchDeps, WatchPlace } from './ports.ts';

type KeeperDeps = Pick<WatchDeps, 'clock' | 'places' | 'tell' | 'signal' | 'cleanupSignal'> & {
  book: Book;
  pulse: Pulse;
};

/** How long closing a place may take whose cluster has failed: it is swept later anyway. */
const closeWithinMs = 15_000;
/** The longest one opening or sweeping may take: a few requests, each with a time-out of its own. */
const openWithinMs = 5 * 60_000;

/** Holds a place in the cluster, and gets a new one when the cluster has failed. Leaves nothing behind for good. */
export class Keeper {
  readonly #deps: KeeperDeps;
  readonly #outage: Outage;
  #held: { runId: string; place: WatchPlace } | null = null;
  #wasOpen = false;

  constructor(deps: KeeperDeps) {
    this.#deps = deps;
    this.#outage = new Outage(deps);
  }

  get place(): WatchPlace | null {
    return this.#held?.place ?? null;
  }

  /**
   * A place, as soon as there is one to be had. @throws PodStartSloError usage when the first one cannot be opened since
   * the input is wrong; the signal's reason
   */
  async open(): Promise<WatchPlace> {
    for (;;) {
      await this.#outage.wait();
      // First, since objects of a user's namespace have the same names again.
      await this.sweep();
      const { book, places, tell, signal, pulse } = this.#deps;
      pulse.expect('opening a place in the cluster', openWithinMs);
      const runId = places.newRunId();
      // Written down first: whatever happens from here on, the sweep finds what is left.
      await book.run('opened', runId);
      try {
        const place = await places.open(runId, signal);
        this.#held = { runId, place };
        this.#wasOpen = true;
        tell({ kind: 'opened', runId, where: place.where });
        return place;
      } catch (error) {
        signal.throwIfAborted();
        if (!this.#wasOpen && error instanceof PodStartSloError && error.code === 'usage') throw error;
        this.#outage.note(error);
      }
    }
  }

  /** The cluster is well: a start was made. */
  async worked(): Promise<void> {
    this.#outage.over();
    await this.sweep();
  }

  /** The cluster failed: the place is given up, as far as possible in order. */
  async lose(error: unknown): Promise<void> {
    this.#outage.note(error);
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
    const { book, tell, pulse } = this.#deps;
    pulse.expect('closing the place in the cluster', openWithinMs);
    const left = await held.place.close(closeSignal);
    if (left.length === 0) await book.run('gone', held.runId);
    else if (isTold) for (const message of left) tell({ kind: 'note', level: 'warning', message });
  }

  /** Deletes what earlier places have left, those of killed processes too. */
  async sweep(): Promise<void> {
    const { book, places, signal, tell, pulse } = this.#deps;
    for (const runId of book.openRuns.filter((each) => each !== this.#held?.runId)) {
      pulse.expect('deleting what an earlier place has left', openWithinMs);
      try {
        const { deleted, left } = await places.sweep(runId, signal);
        if (deleted.length > 0) tell({ kind: 'swept', runId, deleted });
        if (left.length === 0) await book.run('gone', runId);
        else this.#outage.tellOnce(new PodStartSloError('cluster', `run ${runId} left ${left.join(', ')}`));
      } catch (error) {
        signal.throwIfAborted();
        const message = `what run ${runId} has left could not be deleted: ${messageOf(error)}`;
        this.#outage.tellOnce(new PodStartSloError('cluster', message, {}, error));
      }
    }
  }
}
