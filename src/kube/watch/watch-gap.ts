import type { Seen } from '../../core/observation.ts';

export interface WatchGap {
  /** Monotonic ms: from here on changes may have been missed or seen late. */
  sinceMs: number;
  /** Monotonic ms: a stream was up again. */
  untilMs: number;
  reason: string;
}

/** Nothing is seen now. */
export interface Blindness {
  sinceMs: number;
  reason: string;
}

interface Blind extends Blindness {
  /** The stream was only silent: a gap if the next one has something to replay, else nothing happened. */
  tentative: boolean;
}

/**
 * A new stream replays what happened meanwhile at once. Changes that arrive this soon after its head may be such, and carry a late stamp;
 * marking a live one too costs only precision after a gap.
 */
export const replayMs = 250;

/** Keeps account of when nothing could be seen, so that no late stamp is taken for a true one. */
export class GapAccount {
  readonly #report: (gap: WatchGap) => void;
  #blind: Blind | null = null;
  #replay: { sinceMs: number; untilMs: number; gap: WatchGap | null } | null = null;
  /** Since when a stream that is up has yet to prove that nothing before it is missing. */
  #unprovenMs: number | null = null;
  #count = 0;

  constructor(report: (gap: WatchGap) => void) {
    this.#report = report;
  }

  get count(): number {
    return this.#count;
  }

  /** Since when nothing is seen, and why; null while a stream is up. */
  get blind(): Blindness | null {
    return this.#blind;
  }

  /** All up to here is known, from a list or a line of the stream. */
  proven(atMs: number | null = null): void {
    this.#unprovenMs = atMs;
  }

  /** The stream ended as it should: all before is known. The earliest loss counts until a stream is up again. */
  ended(sinceMs: number, reason: string): void {
    this.#lose({ sinceMs, reason, tentative: false });
  }

  /**
   * The stream broke. One that broke before its first line says nothing about the time before it: API servers accept a watch from an
   * expired version and then say so inside the stream.
   */
  broke(sinceMs: number, reason: string, tentative: boolean): void {
    this.#lose({ sinceMs: Math.min(sinceMs, this.#unprovenMs ?? Infinity), reason, tentative });
  }

  #lose(blind: Blind): void {
    if (this.#blind === null) this.#blind = blind;
    else if (!blind.tentative) this.#blind = { ...blind, sinceMs: this.#blind.sinceMs };
  }

  /** A stream is up. */
  restored(untilMs: number): void {
    if (this.#blind === null) return;
    const { sinceMs, reason, tentative } = this.#blind;
    const gap = { sinceMs, untilMs, reason };
    this.#replay = { sinceMs, untilMs: untilMs + replayMs, gap: tentative ? gap : null };
    this.#blind = null;
    this.#unprovenMs = sinceMs;
    if (!tentative) this.#emit(gap);
  }

  /** How to mark a change that arrived on the stream. */
  seen(receivedMs: number): Seen {
    if (this.#replay === null || receivedMs > this.#replay.untilMs) return { by: 'watch' };
    const { sinceMs, gap } = this.#replay;
    this.#replay.gap = null;
    if (gap !== null) this.#emit(gap);
    return { by: 'list', sinceMs };
  }

  /** No more streams: what is still lost is reported. */
  end(nowMs: number): void {
    if (this.#blind !== null && !this.#blind.tentative) this.restored(nowMs);
  }

  #emit(gap: WatchGap): void {
    this.#count += 1;
    this.#report(gap);
  }
}
