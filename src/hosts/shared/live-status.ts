import type { RunEvent } from '../../core/ports.ts';
import { cleanText } from '../../reports/wording/clean.ts';
import type { Style } from '../../reports/wording/style.ts';
import { formatTime } from '../../reports/wording/time.ts';
import { cutTo } from '../../reports/terminal/width.ts';
import { iterationLine, runningOf, sideText } from './iteration-line.ts';
import { ScenarioLabels } from './scenario-labels.ts';

/** Iterations before which a guess at the time left would jump about. */
const fewest = 2;

/** What the live lines of a run say: where it is, what goes on, what came out so far, how long it will take. */
export class LiveStatus {
  #name = '';
  #labels = new ScenarioLabels([]);
  /** Starts that each scenario still has before it, as far as is known; of a duet pairs. */
  readonly #remaining = new Map<string, number>();
  #step = 'connecting';
  #place = '';
  #running = '';
  #last = '';
  #sinceMs: number;
  #ended = 0;
  #firstMs: number | null = null;
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
    this.#sinceMs = nowMs();
  }

  follow(event: RunEvent): void {
    switch (event.kind) {
      case 'measuring':
        this.#labels = new ScenarioLabels(event.scenarios);
        for (const { name, iterations } of event.scenarios) this.#remaining.set(name, iterations);
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
      case 'scenario-ended':
        this.#remaining.delete(event.scenario.name);
        return;
      case 'cleaning-up':
        this.#step = 'cleaning up';
        this.#place = '';
        this.#remaining.clear();
        this.#sinceMs = this.#nowMs();
        return;
      default:
        return;
    }
  }

  #onStarted(event: Extract<RunEvent, { kind: 'iteration-started' }>): void {
    const { scenario, side, warmup, judgedSoFar, judgedTarget } = event;
    const target = String(judgedTarget);
    const place = warmup ? '[warm-up]' : `[${String(judgedSoFar + 1).padStart(target.length)}/${target}]`;
    this.#place = `${place} ${sideText(side)}`.trimEnd();
    this.#name = cleanText(this.#labels.nameOf(scenario));
    // A duet is counted by its candidate, as it is in the plan.
    if (side !== 'baseline') this.#remaining.set(scenario.name, judgedTarget - judgedSoFar);
    this.#step = 'waiting for its turn';
    this.#sinceMs = this.#nowMs();
    if (!warmup) this.#firstMs ??= this.#nowMs();
  }

  #onEnded(event: Extract<RunEvent, { kind: 'iteration-ended' }>): void {
    const { iteration, side, summary, scenario, judgedTarget } = event;
    this.#step = 'deleting';
    const label = this.#labels.of(scenario);
    const running = runningOf(summary, scenario.timeoutMs);
    this.#last = iterationLine(event, label);
    this.#running = running === '' ? '' : label + running;
    // Of a duet pairs are counted.
    if (iteration.warmup || side === 'baseline') return;
    this.#ended += 1;
    this.#remaining.set(scenario.name, judgedTarget - summary.count);
  }

  /** Lines shorter than so many columns: one that wraps could not be repainted. */
  lines(width: number, style: Style): string[] {
    const elapsed = formatTime(Math.max(0, this.#nowMs() - this.#sinceMs));
    const now = [this.#name, this.#place, this.#step, elapsed].filter((part) => part !== '').join('  ');
    const result = [this.#running || this.#last, this.#left()].filter((part) => part !== '').join('   ');
    return [cutTo(now, width - 1), ...(result === '' ? [] : [style('faint', cutTo(result, width - 1))])];
  }

  /** `about 40 s left`, by the mean time of an iteration so far, deletion included. */
  #left(): string {
    const remaining = [...this.#remaining.values()].reduce((sum, each) => sum + each, 0);
    if (this.#firstMs === null || this.#ended < fewest || remaining <= 0) return '';
    const spentMs = this.#sinceMs - this.#firstMs;
    const each = spentMs / this.#ended;
    const seconds = Math.max(0, (each * remaining - (this.#nowMs() - this.#sinceMs)) / 1000);
    return seconds < 90 ? `about ${Math.ceil(seconds)} s left` : `about ${Math.round(seconds / 60)} min left`;
  }
}
