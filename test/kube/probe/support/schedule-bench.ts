import type { ProbeObservation } from '../../../../src/core/observation.ts';
import type { AttemptResult } from '../../../../src/kube/probe/attempt/attempt-result.ts';
import { probeOnSchedule } from '../../../../src/kube/probe/attempt/schedule.ts';
import type { ProbeStats, ScheduleOptions } from '../../../../src/kube/probe/attempt/schedule-options.ts';
import { result } from './attempts.ts';
import { FakeClock } from './clocks.ts';

interface Held {
  startedMs: number;
  signal: AbortSignal;
  end: (over: AttemptResult) => void;
}

/** A schedule whose attempts end when the test says so. */
export class Bench {
  readonly clock = new FakeClock();
  readonly beginMs = this.clock.nowMs();
  readonly held: Held[] = [];
  readonly seen: ProbeObservation[] = [];
  readonly abort = new AbortController();
  /** What an attempt does: null hangs until it is aborted. */
  answer: AttemptResult | null = null;
  readonly done: Promise<ProbeStats>;

  constructor(
    options: Partial<Pick<ScheduleOptions, 'intervalMs' | 'maxInFlight' | 'keepOn'>> & {
      connected?: boolean;
    } = {},
  ) {
    const { connected = false, ...rest } = options;
    this.done = probeOnSchedule(
      (signal) => {
        const startedMs = this.clock.nowMs();
        return new Promise((resolve) => {
          const end = (over: AttemptResult): void =>
            resolve({ ...over, startedMs, atMs: this.clock.nowMs() });
          this.held.push({ startedMs, signal, end });
          const connectedMs = connected ? startedMs : null;
          signal.addEventListener('abort', () => end(result({ error: 'aborted', connectedMs })));
          if (this.answer !== null) end(this.answer);
        });
      },
      { clock: this.clock, signal: this.abort.signal, report: (seen) => this.seen.push(seen), ...rest },
    );
  }

  /** Starts of the attempts, ms since the schedule began. */
  starts(): number[] {
    return this.held.map(({ startedMs }) => startedMs - this.beginMs);
  }
}
