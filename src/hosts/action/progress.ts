import type { Report } from '../../core/ports.ts';
import { countOf } from '../../reports/wording/count.ts';
import { plain } from '../../reports/wording/style.ts';
import { formatTime } from '../../reports/wording/time.ts';
import type { LiveClock } from '../shared/live-clock.ts';
import { LiveStatus } from '../shared/live-status.ts';
import { logReport, turnsText } from '../shared/progress-lines.ts';
import type { Log } from './log.ts';

export interface Progress {
  report: Report;
  stop: () => void;
}

/** A log without a new line for this long looks dead. */
const silentMs = 10_000;
const width = 120;

/** A group for each scenario with a line for each start, and a sign of life where a start takes long. */
export function startActionProgress(log: Log, clock: LiveClock): Progress {
  const status = new LiveStatus(clock.nowMs);
  const begunMs = clock.nowMs();
  let saidMs = begunMs;
  let isMeasuring = false;
  const say = (line: string): void => {
    log.say(line);
    saidMs = clock.nowMs();
  };
  // The title of the group says what is measured.
  const inLog = logReport(say, plain, { announces: false });
  const stopTimer = clock.every(silentMs / 4, () => {
    if (clock.nowMs() - saidMs < silentMs) return;
    const beforeIt = `${formatTime(clock.nowMs() - begunMs)} so far`;
    say(`… ${isMeasuring ? (status.lines(width, plain)[0] ?? '') : beforeIt}`);
  });
  const report: Report = (event) => {
    status.follow(event);
    if (event.kind === 'measuring') {
      isMeasuring = true;
      const starts = event.scenarios.reduce((sum, { iterations }) => sum + iterations, 0);
      const measured = `${turnsText(event.scenarios)}: ${countOf(starts, 'start')}`;
      log.group(event.scenarios.length === 0 ? 'policy, step by step' : measured);
    }
    inLog(event);
    if (event.kind === 'cleaning-up') {
      log.endGroup();
      log.say('deleting what was created');
    }
  };
  return {
    report,
    stop() {
      stopTimer();
      log.endGroup();
    },
  };
}
