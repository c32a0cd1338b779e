import { describe, expect, it } from 'vitest';
import { withLateRestarts } from '../../../../src/core/experiments/record/late-restarts.ts';
import type { IterationResult } from '../../../../src/core/result.ts';
import { probe } from '../observations.ts';
import { app, crashedOnce, error, record } from './crashed-once.ts';

describe('a restart that is reported after the answer', () => {
  const answered = [
    ...crashedOnce.slice(0, 6),
    probe(3100, true, { target: 'pod', podUid: 'pod-1' }),
    probe(3110, true),
  ];
  const later = [app(3300, { state: 'terminated', exitCode: 143, restartCount: 1, lastExit: error })];

  it('is in the record as one that was reported in time, and its cost is not known', () => {
    expect(record(answered).applicationAtMostMs).not.toBeNull();
    const all = withLateRestarts(answered, later) ?? [];
    const { outcome, totalMs, readyMs, phases, applicationAtMostMs, restarts } = record(all);
    expect({ outcome, totalMs, readyMs }).toEqual(pick(record(answered)));
    expect([phases.applicationMs, phases.readinessMs, applicationAtMostMs]).toEqual([null, null, null]);
    expect(restarts).toEqual([
      { pod: 'app', container: 'app', count: 1, exitCodes: [1], reason: 'Error', costMs: null },
    ]);
  });

  it('is none where the deletion only ends the container', () => {
    expect(withLateRestarts(answered, [app(3300, { state: 'terminated', exitCode: 143 })])).toBeNull();
    expect(withLateRestarts(crashedOnce, later)).toBeNull();
  });
});

function pick({ outcome, totalMs, readyMs }: IterationResult) {
  return { outcome, totalMs, readyMs };
}
