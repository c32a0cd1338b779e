import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../../src/core/observation.ts';
import { pod, startMs } from '../observations.ts';
import { inTime, record, usual } from './observations.ts';

describe('a workload whose pod was deleted', () => {
  it('is healed by the pod that replaces another which failed, be that kept or deleted', () => {
    const full = { uid: 'pod-x', name: 'web-x', phase: 'Failed', reason: 'OutOfcpu', isReplaced: true };
    const kept = inTime(usual, [pod(35, full)]);
    expect(record(kept)).toMatchObject({
      outcome: 'answered',
      totalMs: 962,
      healing: { replacement: 'web-3' },
    });
    const gone: Observation = { kind: 'pod-deleted', atMs: startMs + 60, uid: 'pod-x' };
    expect(record(inTime(kept, [pod(50, { ...full, deleting: true }), gone]))).toMatchObject({
      totalMs: 962,
    });
  });
});
