import type { PolicyClock } from '../../core/steps/ports.ts';
import type { LocalTime } from '../../core/steps/select-pods.ts';
import type { Clock } from '../../core/ports.ts';

/** The clock of a run, with the time of day that filters of a policy ask for. */
export function policyClock(clock: Clock, localTime: () => LocalTime): PolicyClock {
  return {
    nowMs: () => clock.nowMs(),
    unixUs: () => clock.unixUs(),
    sleep: (ms, signal) => clock.sleep(ms, signal),
    localTime,
  };
}
