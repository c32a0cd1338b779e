import type { Clock } from '../../core/ports.ts';
import { withinTime } from '../../core/time-limit.ts';
import { replayMs, type Blindness, type Watch } from '../watch/watch.ts';

/** How long new streams may take to come up where the old ones are in doubt. */
const renewedWithinMs = 2000;

/** The watches that a run has open, each with what it watches. */
export class OpenWatches {
  readonly #open: { watch: Watch; resource: string }[] = [];

  add(watch: Watch, resource: string): void {
    // Its failure is told through `ready`; without this, one that fails while another is awaited would end the process.
    watch.ready.catch(() => undefined);
    this.#open.push({ watch, resource });
  }

  /** Resolves when every one is established. @throws PodStartSloError cluster; the signal's reason */
  async ready(): Promise<void> {
    await Promise.all(this.#open.map(({ watch }) => watch.ready));
  }

  /** Opens new streams of all but these; resolves when all are up. */
  async renew({ except }: { except?: string } = {}): Promise<void> {
    const wanted = this.#open.filter(({ resource }) => resource !== except);
    await Promise.all(wanted.map(({ watch }) => watch.renew()));
  }

  /**
   * Looks through new streams, so that nothing counts as not having happened which was only not seen: a connection may be
   * dead without saying so. Resolves when they have told what was missed, or cannot be had. Events are left out: they tell
   * where the time went, not what came about, and one that comes just then, as of a probe that fails every second, would
   * pass for missed. @throws the signal's reason
   */
  async lookAgain(clock: Clock, signal: AbortSignal): Promise<void> {
    await withinTime(this.renew({ except: 'events' }), renewedWithinMs, clock, signal);
    await clock.sleep(replayMs, signal);
  }

  /** Those that see nothing now. */
  blind(): (Blindness & { resource: string })[] {
    return this.#open.flatMap(({ watch: { blind }, resource }) =>
      blind === null ? [] : [{ resource, sinceMs: blind.sinceMs, reason: blind.reason }],
    );
  }

  async stop(): Promise<void> {
    await Promise.all(this.#open.map(({ watch }) => watch.stop()));
  }
}
