import { diagnosisLine } from '../../core/diagnosis/hints.ts';
import type { RunEvent, Side } from '../../core/ports.ts';
import type { IterationResult, Summary } from '../../core/result.ts';
import { cleanText, shorten } from '../../reports/wording/clean.ts';
import { restartsText } from '../../reports/wording/restarts.ts';
import { beyondOf, formatLimit, formatQuantile, formatTime } from '../../reports/wording/time.ts';

type Ended = Extract<RunEvent, { kind: 'iteration-ended' }>;

/**
 * `[ 3/10] answered in 2.34 s (ready 1.24 s)   p50 2.31 s  p95 2.40 s  max 2.40 s`
 * @param label of the scenario, where there are several
 */
export function iterationLine(
  { scenario, side, iteration, summary, judgedTarget }: Ended,
  label = '',
): string {
  const place = placeOf(iteration, summary, judgedTarget);
  const said = `${place} ${label}${sideText(side)}${outcomeOf(iteration, scenario.timeoutMs)}`;
  const running = runningOf(summary, scenario.timeoutMs);
  return iteration.warmup || running === '' ? said : `${said}   ${running}`;
}

/** Which one of a duet it was: both as wide, so that their times stand below each other. */
export function sideText(side: Side | undefined): string {
  return side === undefined ? '' : `${side.padEnd('candidate'.length)} `;
}

function placeOf({ warmup, outcome }: IterationResult, { count }: Summary, judgedTarget: number): string {
  const target = String(judgedTarget);
  if (warmup) return '[warm-up]';
  return outcome === 'invalid' ? '[not counted]' : `[${String(count).padStart(target.length)}/${target}]`;
}

/** `answered in 2.34 s (ready 1.24 s)`, `timed out after 60 s: Unschedulable` */
export function outcomeOf(iteration: IterationResult, timeoutMs: number): string {
  const restarts = shorten(cleanText(restartsText(iteration)), 60);
  const said = wordsOf(iteration, timeoutMs);
  return restarts === '' ? said : `${said}, ${restarts}`;
}

function wordsOf(iteration: IterationResult, timeoutMs: number): string {
  const { outcome, reason, totalMs, readyMs, healing, fleet } = iteration;
  const why = reason === null ? '' : `: ${shorten(cleanText(reason), 60)}`;
  switch (outcome) {
    case 'answered':
      if (healing !== undefined)
        return `healed in ${formatTime(totalMs)} (ready ${formatTime(readyMs)}, outage ${formatTime(healing.outageMs)})`;
      if (fleet !== undefined)
        return `all ${fleet.to - fleet.from} pods in ${formatTime(totalMs)} (first ${formatTime(fleet.firstMs)}, half ${formatTime(fleet.halfMs)})`;
      return `answered in ${formatTime(totalMs)} (ready ${formatTime(readyMs)})`;
    case 'timed-out':
      return `timed out after ${formatLimit(timeoutMs)}${why}`;
    case 'failed':
      return `failed${why}`;
    case 'invalid':
      return `invalid${why}`;
  }
}

const longestWhy = 300;

/** ` (nothing listens on port 9999 of container web: check --port)`; empty where it answered, or nobody knows. */
export function whyOf({ outcome, message, diagnosis }: IterationResult): string {
  if (outcome === 'answered') return '';
  const why = diagnosis === undefined ? message : diagnosisLine(diagnosis);
  return why === null ? '' : ` (${shorten(cleanText(why), longestWhy)})`;
}

/** `p50 2.31 s  p95 2.40 s  max 2.40 s` of what is counted so far. */
export function runningOf(summary: Summary, timeoutMs: number): string {
  const { count, p50Ms, p95Ms, maxMs } = summary;
  if (count === 0) return '';
  const never = beyondOf(summary, timeoutMs).value;
  const print = (ms: number | null): string => formatQuantile(ms, count, never);
  return `p50 ${print(p50Ms)}  p95 ${print(p95Ms)}  max ${print(maxMs)}`;
}
