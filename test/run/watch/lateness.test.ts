import { describe, expect, it } from 'vitest';
import { scenario } from '../fake-run.ts';
import { after, fakeWatch, startsIn, type FakeWatch } from './fake-watch.ts';

const killed = {
  kill: 'delete',
  pick: 'random',
  selector: {},
  container: null,
  gracePeriodSeconds: null,
} as const;
const healing = scenario({ objectives: [], warmup: 0, experiment: 'healing', healing: killed });

/** How long after its intended start each one's timed part began. */
function startedAfterMs(done: FakeWatch): number[] {
  return startsIn(done.events).map(({ iteration, entry }) =>
    Math.round(Date.parse(iteration.startedAt) - entry.atUnixMs),
  );
}

describe('getting ready', () => {
  it('is no lateness, however long it takes: the workload that is killed a pod of has to stand first', async () => {
    const done = await fakeWatch({
      scenarios: [healing],
      watch: { slo: 'heal p95 <= 30s' },
      script: () => ({ answerMs: 1500, prepareMs: 4200 }),
      until: after(3),
    });
    const starts = startsIn(done.events);
    expect(starts.map(({ iteration }) => iteration.outcome)).toEqual(['answered', 'answered', 'answered']);
    expect(starts.map(({ entry }) => entry.lateMs)).toEqual([0, 0, 0]);
    expect(starts.map(({ entry }) => entry.values.heal)).toEqual([1500, 1500, 1500]);
    // Begun 950 ms before its time, ready 3250 ms after it, and timed from its place in the next second.
    expect(startedAfterMs(done)).toEqual([4000, 4000, 4000]);
    expect(done.events.filter(({ kind }) => kind === 'missed')).toEqual([]);
  });

  it('is left out of the lateness of a start that had to wait for the one before', async () => {
    const done = await fakeWatch({
      scenarios: [healing],
      watch: { slo: 'heal p95 <= 30s' },
      script: (count) => ({ answerMs: count === 1 ? 12_300 : 1500, prepareMs: 4200 }),
      until: after(2),
    });
    const [slow, late] = startsIn(done.events);
    expect(slow?.entry).toMatchObject({ lateMs: 0, values: { heal: 12_300 } });
    // The first is timed from 4 s after its time, heals after 12.3 s and is watched for 1 s more: 17.3 s in all.
    expect(late?.entry.lateMs).toBe(7300);
    expect(late?.entry.values.heal).toBe(1500 + 7300);
    expect(startedAfterMs(done)).toEqual([4000, 12_000]);
  });

  it('of a pod start, too, and its total counts from the request that was made', async () => {
    const done = await fakeWatch({
      scenarios: [scenario({ objectives: [], warmup: 0 })],
      watch: { slo: '30s' },
      script: () => ({ answerMs: 700, prepareMs: 2500 }),
      until: after(2),
    });
    expect(startsIn(done.events).map(({ entry }) => entry)).toMatchObject([
      { lateMs: 0, values: { total: 700 } },
      { lateMs: 0, values: { total: 700 } },
    ]);
  });
});
