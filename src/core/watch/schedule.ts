import { seededRandom } from '../random.ts';

export interface ScheduleOptions {
  /** Scenarios that take turns; the intervals of each begin evenly spread over that of the first. */
  subjects: number;
  intervalMs: number;
  /** Share of the time to the next start by which a start is moved at random, 0 to 1. */
  jitter: number;
  seed: number;
  /** When the first interval begins. */
  originMs: number;
}

/** The next start that is due or to come. */
export interface DueStart {
  subject: number;
  /** When it was or is meant to happen. */
  intendedMs: number;
  /** Starts of the same subject that were meant to happen before and are skipped now. */
  missed: number;
}

/** What seededRandom advances its state by: the n-th number of its sequence can be had at once. */
const stride = 0x6d2b79f5;

/**
 * Intended starts on a grid that nothing shifts: how long starts take, or how late one is, moves none of those to come.
 * Each is moved by a random share of its place's width, so that none overtakes the one before.
 */
export class Schedule {
  readonly #options: ScheduleOptions;
  /** For each subject the round it has not started yet. */
  readonly #rounds: number[];

  constructor(options: ScheduleOptions) {
    this.#options = options;
    this.#rounds = Array.from({ length: options.subjects }, () => 0);
  }

  /** The time for which a start of a subject is meant. */
  intendedMs(subject: number, round: number): number {
    const { subjects, intervalMs, jitter, seed, originMs } = this.#options;
    const place = round * subjects + subject;
    const widthMs = intervalMs / subjects;
    const random = seededRandom((seed + Math.imul(place, stride)) >>> 0);
    return originMs + place * widthMs + random() * jitter * widthMs;
  }

  /**
   * Takes the start that comes next for someone who is free now. Of those of one subject that should have begun already
   * only the last one is made, for the others it is too late.
   */
  take(nowMs: number): DueStart {
    const candidates = this.#rounds.map((round, subject) => this.#candidate(subject, round, nowMs));
    const due = candidates.reduce((first, each) => (each.intendedMs < first.intendedMs ? each : first));
    this.#rounds[due.subject] = (this.#rounds[due.subject] ?? 0) + due.missed + 1;
    return due;
  }

  /** Gives up all starts that should have begun already; how many of each subject. */
  skip(nowMs: number): number[] {
    return this.#rounds.map((round, subject) => {
      const next = Math.max(round, this.#lastBegun(subject, nowMs) + 1);
      this.#rounds[subject] = next;
      return next - round;
    });
  }

  #candidate(subject: number, round: number, nowMs: number): DueStart {
    const chosen = Math.max(round, this.#lastBegun(subject, nowMs));
    return { subject, intendedMs: this.intendedMs(subject, chosen), missed: chosen - round };
  }

  /** The last round of a subject that was meant to begin by now; −1 where none was. */
  #lastBegun(subject: number, nowMs: number): number {
    const { subjects, intervalMs, originMs } = this.#options;
    const elapsedMs = nowMs - originMs - (subject * intervalMs) / subjects;
    const round = Math.floor(elapsedMs / intervalMs);
    // It may have been moved to a time that is still to come.
    return round >= 0 && this.intendedMs(subject, round) > nowMs ? round - 1 : Math.max(-1, round);
  }
}
