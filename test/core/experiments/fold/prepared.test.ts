import { describe, expect, it } from 'vitest';
import {
  nothingPrepared,
  seePrepared,
  whyNotPrepared,
  type PreparedNeed,
  type PreparedState,
} from '../../../../src/core/experiments/fold/prepared.ts';
import type { Observation } from '../../../../src/core/observation.ts';
import { pod, probe, ready } from '../observations.ts';

const second = { uid: 'pod-2', name: 'app-2' };

function seenSoFar(observations: readonly Observation[]): PreparedState {
  const state = nothingPrepared();
  for (const seen of observations) seePrepared(state, seen);
  return state;
}

function why(observations: readonly Observation[], need: Partial<PreparedNeed> = {}): string | null {
  return whyNotPrepared(seenSoFar(observations), { pods: 1, askPods: true, ...need })?.reason ?? null;
}

const asked = (podUid: string): Observation => probe(20, true, { target: 'pod', podUid });

describe('a workload', () => {
  it('stands when all its pods are Ready and have answered, and the Service has', () => {
    expect(why([ready(10), asked('pod-1'), probe(30, true)])).toBeNull();
    const both = [ready(10), ready(11, second), asked('pod-1'), asked('pod-2'), probe(30, true)];
    expect(why(both, { pods: 2 })).toBeNull();
  });

  it('does not stand while anything is missing, and says what', () => {
    expect(why([ready(10), asked('pod-1')])).toBe('NotAnswering');
    expect(why([ready(10), probe(30, true)])).toBe('NotAnswering');
    expect(why([ready(10), asked('pod-1'), probe(30, true)], { pods: 2 })).toBe('NoPods');
    expect(why([ready(10), asked('pod-1'), probe(30, true)], { pods: null })).toBe('NotObserved');
    const refused: Observation = { kind: 'condition', atMs: 1, reason: 'FailedCreate', message: 'quota' };
    expect(why([refused])).toBe('FailedCreate');
  });

  it('does not stand while no way to the Service is found, and says what each came to', () => {
    const lastErrors = 'node-port 172.18.0.2:31234: ECONNREFUSED';
    const search: Observation = { kind: 'path-search', atMs: 5, lastErrors };
    const state = seenSoFar([search, ready(10), asked('pod-1')]);
    expect(whyNotPrepared(state, { pods: 1, askPods: true })?.message).toContain(lastErrors);
  });

  it('stands without the pods’ own answers where they may not be asked', () => {
    expect(why([ready(10), probe(30, true)], { askPods: false })).toBeNull();
  });

  it('does not stand while a pod is on its way out, or more pods are there than asked for', () => {
    const stands = [ready(10), asked('pod-1'), asked('pod-2'), probe(30, true)];
    expect(why([...stands, ready(40, { ...second, deleting: true })])).toBe('Terminating');
    expect(why([...stands, ready(40, second)])).toBe('SurplusPods');
    const gone: Observation = { kind: 'pod-deleted', atMs: 50, uid: 'pod-2' };
    expect(why([...stands, ready(40, second), gone])).toBeNull();
  });

  it('does not count pods that have ended', () => {
    const evicted = pod(40, { ...second, phase: 'Failed', reason: 'Evicted' });
    expect(why([ready(10), asked('pod-1'), probe(30, true), evicted])).toBeNull();
  });

  it('of no pods needs no answer', () => {
    expect(why([], { pods: 0 })).toBeNull();
  });
});
