import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../../src/core/observation.ts';
import { kubeletEvent, pod, startMs } from '../observations.ts';
import { inTime, record, usual } from './observations.ts';

describe('a workload whose pod was deleted', () => {
  it('has the SLI of its replacement', () => {
    const message = 'Container image "app:1" already present on machine';
    const there = kubeletEvent(300, 'Pulled', 290, { aboutUid: 'pod-3', message });
    const added = usual.find((seen) => seen.kind === 'pod' && seen.pod.uid === 'pod-3');
    const { sliMs, instants } = record(inTime(usual, [there]));
    const running = instants.find(({ name }) => name === 'running');
    expect(added?.atMs).toBeGreaterThan(startMs);
    expect(sliMs).toBe((running?.sinceStartMs ?? NaN) - ((added?.atMs ?? NaN) - startMs));
  });

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
