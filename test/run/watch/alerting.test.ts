import { describe, expect, it } from 'vitest';
import { changed, emptyState, scenarioIn } from '../../../src/core/watch/state.ts';
import { scenario } from '../fake-run.ts';
import { after, fakeWatch } from './fake-watch.ts';

const fast = { answerMs: 1000 };
const bare = scenario({ objectives: [], warmup: 0 });

describe('an alert', () => {
  it('one when the evidence is strong, one when the quantile is within the limit again', async () => {
    const done = await fakeWatch({
      scenarios: [bare],
      watch: { slo: '5s', sla: 'max <= 8s', windowMs: 100_000 },
      script: (count) => (count >= 3 && count <= 5 ? { answerMs: 6000 } : fast),
      until: after(16),
    });
    // p95 of 2, 3: 3 of 5 are over 5 s first of all when P = 0.0012, 2 of 4 when P = 0.014.
    const said = done.events.flatMap((event): (string | number)[] => {
      if (event.kind === 'started') return [event.number];
      return event.kind === 'alert' ? [`${event.alert.status} ${event.alert.limit}`] : [];
    });
    expect(said.filter((each) => typeof each === 'string')).toEqual(['firing slo', 'resolved slo']);
    expect(said.indexOf('firing slo')).toBe(said.indexOf(5) + 1);
    // The last of the three is too old when the 15th is made.
    expect(said.indexOf('resolved slo')).toBe(said.indexOf(15) + 1);
    expect(done.alerts.map(({ alert }) => alert.id)).toEqual([
      done.alerts[0]?.alert.id,
      done.alerts[0]?.alert.id,
    ]);
    expect(done.alerts[0]?.alert).toMatchObject({
      status: 'firing',
      severity: 'warning',
      objective: 'p95 <= 5s',
      observedMs: 6000,
      iterations: 5,
      over: 3,
      endsAtUnixMs: null,
      summary: 'app: SLO p95 <= 5s is violated',
    });
  });

  it('timeouts and failures are beyond every limit, and one breach of a maximum is enough', async () => {
    const done = await fakeWatch({
      scenarios: [bare],
      watch: { slo: '30s', sla: 'max <= 120s' },
      script: (count) => (count === 1 ? 'silent' : count === 2 ? 'rejected' : fast),
      until: after(2),
    });
    expect(done.alerts.map(({ alert }) => [alert.limit, alert.observedMs, alert.iterations])).toEqual([
      ['sla', Infinity, 1],
      ['slo', Infinity, 2],
    ]);
  });

  it('after a restart one that goes on is told of again as known, and one that nobody heard of as new', async () => {
    const episode = (told: boolean) => ({ startsAtUnixMs: 1_700_000_000_000, endsAtUnixMs: null, told });
    const change = { kind: 'episode', scenario: 'app' } as const;
    let state = changed(emptyState, { ...change, limit: 'slo', episode: episode(true) }, 1);
    state = changed(state, { ...change, limit: 'sla', episode: episode(false) }, 1);
    const watch = { slo: '5s', sla: '8s' };
    const done = await fakeWatch({ scenarios: [bare], watch, state, script: () => fast, until: after(1) });
    expect(done.alerts.map(({ alert, told }) => [alert.limit, alert.status, told])).toEqual([
      ['slo', 'firing', true],
      ['sla', 'firing', false],
      ['slo', 'resolved', false],
      ['sla', 'resolved', false],
    ]);
  });

  it('that everybody has heard of are written down as told, unless they are over by then', async () => {
    const done = await fakeWatch({
      scenarios: [bare],
      watch: { slo: 'max <= 5s', windowMs: 15_000 },
      script: (count) => (count === 1 ? { answerMs: 6000 } : fast),
      until: after(4),
    });
    const [firing, resolved] = done.alerts.map(({ alert }) => alert);
    if (firing === undefined || resolved === undefined) throw new Error('no alerts');
    await done.watch.told(firing);
    expect(scenarioIn(done.watch.state(), 'app').episodes['slo']?.told).toBe(false);
    await done.watch.told(resolved);
    expect(scenarioIn(done.watch.state(), 'app').episodes['slo']?.told).toBe(true);
  });
});
