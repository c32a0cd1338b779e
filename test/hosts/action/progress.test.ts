import { describe, expect, it } from 'vitest';
import { Log } from '../../../src/hosts/action/log.ts';
import { startActionProgress } from '../../../src/hosts/action/progress.ts';
import { makeScenario } from '../../make-result.ts';
import { fakeHost } from './fake-host.ts';

/** A progress whose time the test turns. */
function progressAt() {
  const host = fakeHost();
  let nowMs = 0;
  let tick = (): void => undefined;
  const clock = {
    nowMs: () => nowMs,
    every: (_: number, callback: () => void) => {
      tick = callback;
      return () => (tick = () => undefined);
    },
  };
  const progress = startActionProgress(new Log(host.toolkit), clock);
  const pass = (ms: number): void => {
    nowMs += ms;
    tick();
  };
  return { host, progress, pass };
}

describe('The progress of a step', () => {
  it('has a group for each scenario', () => {
    const { host, progress } = progressAt();
    progress.report({ kind: 'measuring', scenarios: [makeScenario([])] });
    progress.report({ kind: 'note', level: 'warning', message: 'slow\n::error::x' });
    progress.stop();
    expect(host.groups).toEqual(['goldpinger: 20 starts']);
    expect(host.lines).toEqual(['warning: slow ::error::x']);
  });

  it('gives a sign of life where nothing happens for ten seconds, and only there', () => {
    const { host, progress, pass } = progressAt();
    pass(9_000);
    expect(host.lines).toEqual([]);
    pass(2_500);
    expect(host.lines).toEqual(['… 11.50 s so far']);
    const scenario = makeScenario([]);
    progress.report({ kind: 'measuring', scenarios: [scenario] });
    const started = { index: 1, warmup: false, judgedSoFar: 2, judgedTarget: 20 };
    progress.report({ kind: 'iteration-started', scenario, ...started });
    progress.report({ kind: 'iteration-step', step: 'pulling the image' });
    pass(12_000);
    expect(host.lines.at(-1)).toBe('… goldpinger  [ 3/20]  pulling the image  12.00 s');
    progress.stop();
    pass(60_000);
    expect(host.lines).toHaveLength(2);
  });
});
