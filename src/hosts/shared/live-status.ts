import type { RunEvent } from '../../core/ports.ts';
import { cleanText } from '../../reports/clean.ts';
import type { Style } from '../../reports/style.ts';
import { formatTime } from '../../reports/time.ts';
import { displayWidth } from '../../reports/width.ts';
import { iterationLine, runningOf, sideText } from './iteration-line.ts';

/** Iterations before which a guess at the time left would jump about. */
const fewest = 2;

/** What the live lines of a run say: where it is, what goes on, what came out so far, how long it will take. */
export class LiveStatus {
  #name = '';
  #step = 'connecting';
  #place = '';
  #running = '';
  #last = '';
  #sinceMs: number;
  #remaining = 0;
  #ended = 0;
  #firstMs: number | null = null;
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
    this.#sinceMs = nowMs();
  }

  follow(event: RunEvent): void {
    switch (event.kind) {
      case 'scenario-started':
        this.#name = cleanText(event.scenario.name);
        this.#running = '';
        this.#ended = 0;
        this.#firstMs = null;
        return;
      case 'iteration-started':
        this.#onStarted(event);
        return;
      case 'iteration-step':
        this.#step = cleanText(event.step);
        return;
      case 'iteration-ended':
        this.#onEnded(event);
        return;
      case 'cleaning-up':
        this.#step = 'cleaning up';
        this.#place = '';
        this.#remaining = 0;
        this.#sinceMs = this.#nowMs();
        return;
      default:
        return;
    }
  }

  #onStarted({
    side,
    warmup,
    judgedSoFar,
    judgedTarget,
  }: Extract<RunEvent, { kind: 'iteration-started' }>): void {
    const target = String(judgedTarget);
    const place = warmup ? '[warm-up]' : `[${String(judgedSoFar + 1).padStart(target.length)}/${target}]`;
    this.#place = `${place} ${sideText(side)}`.trimEnd();
    this.#remaining = judgedTarget - judgedSoFar;
    this.#step = 'waiting for its turn';
    this.#sinceMs = this.#nowMs();
    if (!warmup) this.#firstMs ??= this.#nowMs();
  }

  #onEnded(event: Extract<RunEvent, { kind: 'iteration-ended' }>): void {
    const { iteration, side, summary, scenario } = event;
    this.#step = 'deleting';
    this.#last = iterationLine(event);
    this.#running = runningOf(summary, scenario.timeoutMs);
    // Of a duet pairs are counted.
    if (!iteration.warmup && side !== 'baseline') this.#ended += 1;
  }

  lines(width: number, style: Style): string[] {
    const elapsed = formatTime(Math.max(0, this.#nowMs() - this.#sinceMs));
    const now = [this.#name, this.#place, this.#step, elapsed].filter((part) => part !== '').join('  ');
    const result = [this.#running || this.#last, this.#left()].filter((part) => part !== '').join('   ');
    return [fit(now, width), ...(result === '' ? [] : [style('faint', fit(result, width))])];
  }

  /** `about 40 s left`, by the mean time of an iteration so far, deletion included. */
  #left(): string {
    if (this.#firstMs === null || this.#ended < fewest || this.#remaining <= 0) return '';
    const spentMs = this.#sinceMs - this.#firstMs;
    const each = spentMs / this.#ended;
    const seconds = Math.max(0, (each * this.#remaining - (this.#nowMs() - this.#sinceMs)) / 1000);
    return seconds < 90 ? `about ${Math.ceil(seconds)} s left` : `about ${Math.round(seconds / 60)} min left`;
  }
}

/** A line that wraps could not be repainted. */
function fit(line: string, width: number): string {
  let text = line;
  while (displayWidth(text) >= width) text = text.slice(0, -1);
  return text;
}
