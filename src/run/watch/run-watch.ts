import { PodStartSloError } from '../../core/errors.ts';
import { Schedule } from '../../core/watch/schedule.ts';
import type { WatchState } from '../../core/watch/state.ts';
import type { Alert } from '../../core/watch/alert.ts';
import { runEntry } from '../../core/steps/watched.ts';
import { windowStart, type WindowStart } from '../../core/watch/window.ts';
import { WindowStore, type WindowNow } from './window-store.ts';
import { SessionHolder } from './session-holder.ts';
import { StuckDetector } from './stuck-detector.ts';
import type { Measurement, PlacedSubject, Subject, WatchDeps, WatchSession, WatchTurn } from './ports.ts';

/**
 * How long before its intended start a measurement begins to get ready: watches, connections. Less than a second, since
 * it then waits for its place in the second. One that takes longer to get ready starts whole seconds after its time.
 */
const leadMs = 950;

/** Measures the same subjects again and again, until it is told to stop. */
export class Watch {
  readonly #deps: WatchDeps;
  readonly #windows: WindowStore;
  readonly #holder: SessionHolder;
  readonly #stuckDetector: StuckDetector;
  #schedule: Schedule | null = null;
  #measured = 0;

  constructor(deps: WatchDeps) {
    this.#deps = deps;
    this.#stuckDetector = new StuckDetector(() => deps.clock.nowMs());
    this.#windows = new WindowStore({ ...deps, windowMs: deps.watch.windowMs });
    this.#holder = new SessionHolder({
      ...deps,
      windows: this.#windows,
      stuckDetector: this.#stuckDetector,
    });
  }

  /** @throws PodStartSloError usage when nothing can ever be measured; the signal's reason when it is stopped */
  async run(): Promise<never> {
    const { cleanupSignal, signal } = this.#deps;
    this.#windows.resume();
    try {
      for (;;) {
        signal.throwIfAborted();
        await this.#turn();
      }
    } finally {
      await this.#holder.close(cleanupSignal, true);
    }
  }

  /** Why the loop counts as stuck; null: it lives. */
  stuckAt(): string | null {
    return this.#stuckDetector.stuckAt();
  }

  /** Why nothing can be measured now; null: it is ready. */
  notReadyBecause(): string | null {
    if (this.#holder.session === null) return 'there is no session on the cluster';
    return this.#measured === 0 ? 'no start has ended yet' : null;
  }

  /** A subject's window as it is now. */
  windowOf(subject: Subject): WindowNow {
    return this.#windows.windowOf(subject);
  }

  state(): WatchState {
    return this.#windows.state();
  }

  /** Everybody who is to know of an alert does. */
  async told(alert: Alert): Promise<void> {
    await this.#windows.told(alert);
  }

  async #turn(): Promise<void> {
    const session = this.#holder.session ?? (await this.#settle());
    if (session === null) return;
    const { clock, subjects } = this.#deps;
    const schedule = this.#scheduled();
    const due = schedule.take(clock.nowMs());
    const [subject, ready] = [subjects[due.subject], session.subjects[due.subject]];
    if (subject === undefined || ready === undefined) throw new Error(`there is no subject ${due.subject}`);
    await this.#windows.missed(subject, due.missed);
    // Steps need nothing beforehand: they begin when they are meant to.
    await this.#sleepUntil(due.intendedMs - (subject.of === 'starts' ? leadMs : 0));
    const times = { intendedMs: due.intendedMs, begunMs: clock.nowMs() };
    const measurement = await this.#measure(subject, ready, {
      warmup: false,
      startOffsetMs: due.intendedMs % 1000,
    });
    if (measurement !== null) await this.#record(subject, measurement, times);
  }

  /** A new session, with everything warmed up; null if the cluster failed again. Starts meanwhile are missed. */
  async #settle(): Promise<WatchSession | null> {
    const { clock, subjects } = this.#deps;
    const session = await this.#holder.open();
    if (!(await this.#warmUp(session))) return null;
    const missed = this.#scheduled().skip(clock.nowMs());
    for (const [index, count] of missed.entries()) {
      const subject = subjects[index];
      if (subject !== undefined) await this.#windows.missed(subject, count);
    }
    return session;
  }

  async #warmUp(session: WatchSession): Promise<boolean> {
    const { subjects, clock, tell } = this.#deps;
    for (const [index, ready] of session.subjects.entries()) {
      const subject = subjects[index];
      for (let count = 0; subject !== undefined && count < ready.warmups; count += 1) {
        const measurement = await this.#measure(subject, ready, {
          warmup: true,
          startOffsetMs: (clock.nowMs() + leadMs) % 1000,
        });
        if (measurement === null) return false;
        if (measurement.kind === 'start')
          tell({ kind: 'warmed-up', scenario: subject.name, iteration: measurement.iteration });
      }
    }
    return true;
  }

  /** One measurement; null if the cluster failed, which ends the session. */
  async #measure(subject: Subject, ready: PlacedSubject, turn: WatchTurn): Promise<Measurement | null> {
    this.#stuckDetector.expect(`measuring ${subject.name}`, subject.patienceMs);
    let measurement: Measurement;
    try {
      measurement = await ready.measure(turn);
    } catch (error) {
      this.#deps.signal.throwIfAborted();
      if (this.#measured === 0 && isUsage(error)) throw error;
      await this.#holder.lose(error);
      return null;
    }
    this.#measured += 1;
    await this.#holder.worked();
    return measurement;
  }

  async #record(subject: Subject, measurement: Measurement, times: StartTimes): Promise<void> {
    const { clock, tell } = this.#deps;
    const atUnixMs = clock.unixUs() / 1000 - (clock.nowMs() - times.intendedMs);
    const entry = entryOf(subject, measurement, { atUnixMs, lateMs: lateBy(times) });
    const judgements = await this.#windows.start(subject, entry);
    const about = { scenario: subject.name, number: this.#windows.startsOf(subject.name), entry, judgements };
    if (measurement.kind === 'start') tell({ kind: 'started', iteration: measurement.iteration, ...about });
    else tell({ kind: 'ran', run: measurement.run, ...about });
    await this.#windows.judge(subject, judgements);
  }

  #scheduled(): Schedule {
    const { watch, subjects, seed, clock } = this.#deps;
    this.#schedule ??= new Schedule({
      ...watch,
      subjects: subjects.length,
      seed,
      originMs: clock.nowMs() + leadMs,
    });
    return this.#schedule;
  }

  async #sleepUntil(atMs: number): Promise<void> {
    const { clock, signal } = this.#deps;
    const waitMs = Math.max(0, atMs - clock.nowMs());
    this.#stuckDetector.expect('waiting for the next start', waitMs);
    await clock.sleep(waitMs, signal);
  }
}

/** A measurement as the window keeps it. */
function entryOf(
  { limits }: Subject,
  measurement: Measurement,
  times: Pick<WindowStart, 'atUnixMs' | 'lateMs'>,
): WindowStart {
  if (measurement.kind === 'run') return runEntry(measurement.run, times);
  const measures = limits.map(({ objective }) => objective.measure);
  return windowStart(measurement.iteration, times, [...new Set(measures)]);
}

/** Of one start, by the runner's monotonic clock. */
interface StartTimes {
  intendedMs: number;
  /** When the measurement was begun: it opens watches and prepares first, and then waits for its place in the second. */
  begunMs: number;
}

/**
 * How long after its intended start a measurement could be begun: the one before was not over, or this process was held
 * up. What the measurement itself does before its first timed request is no lateness of it, however long it takes: a
 * healing or scaling that waits for its workload to stand is timed from later than intended, with nothing late.
 */
function lateBy({ intendedMs, begunMs }: StartTimes): number {
  return Math.max(0, Math.round(begunMs - intendedMs));
}

function isUsage(error: unknown): boolean {
  return error instanceof PodStartSloError && error.code === 'usage';
}
