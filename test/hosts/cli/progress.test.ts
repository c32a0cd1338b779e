import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../src/core/ports.ts';
import type { IterationResult } from '../../../src/core/result.ts';
import { summarize } from '../../../src/core/summary.ts';
import { startProgress, type Progress, type ProgressOptions } from '../../../src/hosts/cli/progress.ts';
import { plain } from '../../../src/reports/wording/style.ts';
import { displayWidth } from '../../../src/reports/terminal/width.ts';
import { makeIteration, makeScenario, neverAnswered } from '../../make-result.ts';
import { exampleResults } from '../../reports/example-results.ts';
import { memory } from './fake-context.ts';

const scenario = makeScenario(['p95 <= 30s'], { iterations: 10 });

function watch(options: Partial<ProgressOptions> = {}) {
  const [stream, text] = memory();
  const clock = { nowMs: 0, tick: (): void => undefined, isStopped: false };
  const progress = startProgress({
    stream,
    style: plain,
    clock: {
      nowMs: () => clock.nowMs,
      every: (_ms, callback) => {
        clock.tick = callback;
        return () => {
          clock.isStopped = true;
        };
      },
    },
    quiet: false,
    watchPods: false,
    live: false,
    ...options,
  });
  return { progress, text, clock };
}

function started(index: number, warmup = false): RunEvent {
  return { kind: 'iteration-started', scenario, index, warmup, judgedSoFar: index - 2, judgedTarget: 10 };
}

function ended(iteration: IterationResult, before: readonly IterationResult[] = []): RunEvent {
  const summary = summarize([...before, iteration]);
  return { kind: 'iteration-ended', scenario, iteration, summary, judgedTarget: 10 };
}

/** What a terminal shows after the text: only moving up and clearing are understood. */
function screen(text: string): string[] {
  let lines: string[] = [''];
  for (const piece of text.split('\u001B[')) {
    const erase = /^(\d+)A\r$/.exec(piece)?.[1];
    if (erase !== undefined) lines = [...lines.slice(0, lines.length - 1 - Number(erase)), ''];
    else {
      const [first = '', ...more] = piece.replace(/^J/, '').split('\n');
      lines = [...lines.slice(0, -1), `${lines.at(-1) ?? ''}${first}`, ...more];
    }
  }
  return lines;
}

describe('Progress in a log', () => {
  it('is one line an iteration', () => {
    const { progress, text } = watch();
    const first = makeIteration();
    const never = neverAnswered('timed-out', 'ImagePullBackOff');
    progress.report({ kind: 'measuring', scenarios: [scenario] });
    progress.report(started(1, true));
    progress.report({ kind: 'iteration-step', step: 'creating' });
    progress.report(ended(makeIteration({ warmup: true, totalMs: 4100 })));
    progress.report(ended(first));
    progress.report(ended(never, [first]));
    progress.report(ended(neverAnswered('invalid', 'ProcessStalled'), [first, never]));
    expect(text().split('\n')).toEqual([
      'measuring goldpinger',
      '[warm-up] answered in 4.10 s (ready 1.24 s)',
      '[ 1/10] answered in 2.34 s (ready 1.24 s)   p50 2.34 s  p95 2.34 s  max 2.34 s',
      '[ 2/10] timed out after 60 s: ImagePullBackOff   p50 2.34 s  p95 > 60 s  max > 60 s',
      '[not counted] invalid: ProcessStalled   p50 2.34 s  p95 > 60 s  max > 60 s',
      '',
    ]);
  });

  it('says a long thing in one line, and says it safely', () => {
    const { progress, text } = watch();
    progress.report({ kind: 'note', level: 'warning', message: `one\n${'two '.repeat(60)}\u001B[2J` });
    expect(text()).toBe(`warning: one ${'two '.repeat(60).trim()}\n`);
  });

  it('says what is confirmed, and with how many more', () => {
    const { progress, text } = watch();
    const { objectives } = exampleResults['inconclusive']?.scenarios[0] ?? { objectives: [] };
    progress.report({ kind: 'confirming', scenario, objectives: objectives.slice(0, 1), moreIterations: 20 });
    expect(text()).toBe('not settled yet: p95 <= 30s (2.85 s so far); 20 more iterations\n');
  });

  it('is nothing when quiet, apart from what has to be said', () => {
    const { progress, text } = watch({ quiet: true });
    progress.report(ended(makeIteration()));
    progress.say('SIGINT');
    expect(text()).toBe('SIGINT\n');
  });

  it('shows pods as kubectl does, with milliseconds, when asked', () => {
    const { progress, text } = watch({ watchPods: true });
    const row = { name: 'goldpinger', ready: '0/1', status: 'Pending', restarts: 0, ageMs: 34 };
    progress.report({ kind: 'pod-row', atUnixMs: 0, row });
    progress.report({
      kind: 'pod-row',
      atUnixMs: 0,
      row: { ...row, status: 'ContainerCreating', ageMs: 63_120 },
    });
    expect(text().split('\n')).toEqual([
      'NAME         READY   STATUS    RESTARTS   AGE',
      'goldpinger   0/1     Pending   0          0.034s',
      'goldpinger   0/1     ContainerCreating   0          1m03.120s',
      '',
    ]);
  });
});

describe('Progress on a terminal', () => {
  function runTwo(progress: Progress, clock: { nowMs: number }): void {
    progress.report({ kind: 'measuring', scenarios: [scenario] });
    const first = makeIteration();
    for (const index of [2, 3]) {
      progress.report(started(index));
      clock.nowMs += 5000;
      progress.report(ended(first, index === 3 ? [first] : []));
    }
    progress.report(started(4));
    progress.report({ kind: 'iteration-step', step: 'pulling the image' });
    clock.nowMs += 1200;
  }

  it('says where the run is, what goes on, what came out so far and how long it will take', () => {
    const { progress, text, clock } = watch({ live: true });
    runTwo(progress, clock);
    clock.tick();
    expect(screen(text())).toEqual([
      'measuring goldpinger',
      'goldpinger  [ 3/10]  pulling the image  1.20 s',
      'p50 2.34 s  p95 2.34 s  max 2.34 s   about 39 s left',
      '',
    ]);
  });

  it('repaints in place, and leaves only what stays', () => {
    const { progress, text, clock } = watch({ live: true });
    runTwo(progress, clock);
    for (let count = 0; count < 5; count++) clock.tick();
    progress.say('a line of its own');
    progress.stop();
    expect(screen(text())).toEqual(['measuring goldpinger', 'a line of its own', '', '']);
    expect(clock.isStopped).toBe(true);
  });

  it('paints at a clock’s ticks, not at every event', () => {
    const { progress, text } = watch({ live: true });
    for (let count = 0; count < 100; count++) progress.report({ kind: 'iteration-step', step: 'creating' });
    expect(text()).toBe('');
  });

  it('never fills a whole line of a narrow terminal', () => {
    const [stream, text] = memory();
    stream.columns = 30;
    const { progress, clock } = watch({ live: true, stream });
    runTwo(progress, clock);
    clock.tick();
    expect(screen(text()).filter((line) => displayWidth(line) >= 30)).toEqual([]);
  });

  it.each([0, 1, 2, 3, undefined, NaN])('takes a terminal of %s columns for one of 80', (columns) => {
    const [stream, text] = memory();
    if (columns !== undefined) stream.columns = columns;
    const { progress, clock } = watch({ live: true, stream });
    runTwo(progress, clock);
    progress.report({ kind: 'note', level: 'warning', message: 'the API server is slow' });
    clock.tick();
    expect(screen(text())).toEqual([
      'measuring goldpinger',
      'warning: the API server is slow',
      'goldpinger  [ 3/10]  pulling the image  1.20 s',
      'p50 2.34 s  p95 2.34 s  max 2.34 s   about 39 s left',
      '',
    ]);
  });
});
