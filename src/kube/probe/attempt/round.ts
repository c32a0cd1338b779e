import { messageOf } from '../../../core/errors.ts';
import type { AttemptResult } from './attempt-result.ts';
import type { AttemptOnce, ProbeStats, ScheduleOptions } from './schedule-options.ts';

export const defaultMaxInFlight = 64;

/** The attempts of one schedule. */
export class Round {
  attempts = 0;
  skippedSlots = 0;
  readonly #inFlight = new Map<Promise<void>, number>();
  readonly #stop = new AbortController();
  readonly #attemptOnce: AttemptOnce;
  readonly #options: ScheduleOptions;
  readonly #passOn: () => void;
  #lastStartMs = -Infinity;
  #match: AttemptResult | null = null;
  #failure: { error: unknown } | null = null;

  constructor(attemptOnce: AttemptOnce, options: ScheduleOptions) {
    this.#attemptOnce = attemptOnce;
    this.#options = options;
    this.#passOn = () => this.#stop.abort(options.signal.reason);
    options.signal.addEventListener('abort', this.#passOn, { once: true });
    if (options.signal.aborted) this.#passOn();
  }

  get stopped(): boolean {
    return this.#stop.signal.aborted;
  }

  /** Uses a slot of the schedule. */
  take(): void {
    if (this.stopped) return;
    const nowMs = this.#options.clock.nowMs();
    if (!this.#mayStart(nowMs)) {
      this.skippedSlots += 1;
      return;
    }
    this.attempts += 1;
    this.#lastStartMs = nowMs;
    const running = this.#attemptOnce(this.#stop.signal)
      .then(
        (result) => this.#ended(result),
        (error: unknown) => this.#failed(error),
      )
      .finally(() => this.#inFlight.delete(running));
    this.#inFlight.set(running, nowMs);
  }

  async sleepUntil(atMs: number): Promise<void> {
    const { clock } = this.#options;
    const waitMs = atMs - clock.nowMs();
    if (waitMs <= 0) return;
    try {
      await clock.sleep(waitMs, this.#stop.signal);
    } catch (error) {
      if (!this.stopped) throw error;
    }
  }

  /** Waits for the aborted attempts, so that nothing of the round is left open. */
  async end(): Promise<ProbeStats> {
    this.#options.signal.removeEventListener('abort', this.#passOn);
    await Promise.all(this.#inFlight.keys());
    if (this.#failure !== null) {
      throw new Error(`a probe attempt failed unexpectedly: ${messageOf(this.#failure.error)}`, {
        cause: this.#failure.error,
      });
    }
    return { attempts: this.attempts, skippedSlots: this.skippedSlots, match: this.#match };
  }

  /**
   * Where connections are accepted and never answered, attempts hang until their response timeout (10 s) and would use
   * up all places within 1.3 s, which leaves nobody to see the answer. So from half the places on, the gaps grow with
   * the age of the oldest attempt.
   */
  #mayStart(nowMs: number): boolean {
    const { maxInFlight = defaultMaxInFlight } = this.#options;
    if (this.#inFlight.size >= maxInFlight) return false;
    if (this.#inFlight.size < maxInFlight / 2) return true;
    const [oldestMs = nowMs] = this.#inFlight.values();
    return nowMs - this.#lastStartMs >= (nowMs - oldestMs) / 8;
  }

  #ended(result: AttemptResult): void {
    if (!this.stopped) {
      this.#report(result);
      if (!result.matched) return;
      this.#match ??= result;
      if (this.#options.keepOn === undefined) this.#stop.abort();
    } else if (this.#options.keepOn !== undefined) {
      this.#endedLate(result, this.#options.keepOn.hangsAfterMs);
    } else if (this.#hungBeforeMatch(result)) {
      this.#report({ ...result, error: 'connect gave nothing until a later attempt was answered' });
    }
  }

  /** A client that asks all along is told of what it never got an answer to, too. */
  #endedLate(result: AttemptResult, hangsAfterMs: number): void {
    if (result.matched) this.#report(result);
    else if (result.atMs - result.startedMs > hangsAfterMs)
      this.#report({ ...result, error: 'no answer until the end' });
  }

  /**
   * An aborted attempt that was started before the one that was answered and still had no connection is a failure seen:
   * the path did not answer when it was started. Without these the resolution would look as coarse as the connect timeout.
   */
  #hungBeforeMatch({ startedMs, connectedMs, matched }: AttemptResult): boolean {
    return !matched && connectedMs === null && this.#match !== null && startedMs < this.#match.startedMs;
  }

  #failed(error: unknown): void {
    this.#failure ??= { error };
    this.#stop.abort();
  }

  #report({ atMs, startedMs, matched, status, error }: AttemptResult): void {
    const { report, target = 'service', podUid } = this.#options;
    const whose = podUid === undefined ? {} : { podUid };
    report({ kind: 'probe', atMs, startedMs, target, ...whose, matched, status, error });
  }
}
