import { Writable } from 'node:stream';
import type { Report } from '../../core/ports.ts';
import { cleanText } from '../../reports/clean.ts';
import { countOf } from '../../reports/sentences.ts';
import { plain } from '../../reports/style.ts';
import { formatTime } from '../../reports/time.ts';
import type { LiveClock } from '../cli/live-area.ts';
import { LiveStatus } from '../cli/live-status.ts';
import { startProgress } from '../cli/progress.ts';
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
  const stream = new Writable({
    decodeStrings: false,
    write(text: string, _encoding, done) {
      log.say(text.replace(/\n$/, ''));
      saidMs = clock.nowMs();
      done();
    },
  });
  const lines = startProgress({ stream, style: plain, clock, quiet: false, watchPods: false, live: false });
  const stopTimer = clock.every(silentMs / 4, () => {
    if (clock.nowMs() - saidMs < silentMs) return;
    saidMs = clock.nowMs();
    const beforeIt = `${formatTime(saidMs - begunMs)} so far`;
    log.say(`… ${isMeasuring ? (status.lines(width, plain)[0] ?? '') : beforeIt}`);
  });
  const report: Report = (event) => {
    status.follow(event);
    if (event.kind === 'scenario-started') {
      isMeasuring = true;
      const { name, iterations } = event.scenario;
      log.group(`${cleanText(name)}: ${countOf(iterations, 'start')}`);
    } else lines.report(event);
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
