import type { KillMethod } from '../../../../src/core/experiments/names.ts';
import { expire, observe } from '../../../../src/core/experiments/fold/observe.ts';
import { healingGoal } from '../../../../src/core/experiments/healing/goal.ts';
import { newHealing, type HealingState } from '../../../../src/core/experiments/healing/state.ts';
import { recordHealing } from '../../../../src/core/experiments/healing/record.ts';
import type { Observation } from '../../../../src/core/observation.ts';
import type { IterationResult } from '../../../../src/core/result.ts';
import { pod, probe, ready, startMs } from '../observations.ts';
import { recordContext } from '../recorded.ts';

export const one = { uid: 'pod-1', name: 'web-1' };
export const two = { uid: 'pod-2', name: 'web-2' };
export const fresh = { uid: 'pod-3', name: 'web-3' };

/** A Deployment of two stands, and the first pod is killed. */
export const stands: Observation[] = [
  ready(-3000, one),
  ready(-3000, two),
  endpoints(-2900, 'pod-1', 'pod-2'),
];

export function killed(containerName: string | null = null): Observation {
  const restarts = containerName === null ? null : { name: containerName, restartCount: 0 };
  const victim = { uid: 'pod-1', pod: 'web-1', container: restarts, nodeName: 'node-1', ageMs: 3000 };
  return { kind: 'kill-requested', atMs: startMs, unixUs: 1_700_000_000_000_000, victim, asksPods: true };
}

export const accepted: Observation = { kind: 'kill-accepted', atMs: startMs + 8 };

export function endpoints(afterMs: number, ...uids: string[]): Observation {
  const all = uids.map((podUid) => ({
    ...{ address: '10.0.0.1', podUid, podName: podUid },
    ...{ ready: true, servesWhileTerminating: false },
  }));
  return { kind: 'endpoints', atMs: startMs + afterMs, endpoints: all, seen: { by: 'watch' } };
}

/** The client's attempts, one every 20 ms, of which those in the stretch fail. */
export function asked(fromMs: number, toMs: number, failing: [number, number] = [0, 0]): Observation[] {
  const slots = Array.from({ length: Math.floor((toMs - fromMs) / 20) }, (_, slot) => fromMs + slot * 20);
  return slots.map((ms) => probe(ms + 2, !(ms >= failing[0] && ms < failing[1])));
}

export const itself = (afterMs: number, podUid: string): Observation =>
  probe(afterMs, true, { target: 'pod', podUid });

/** The replacement is Ready after 900 ms, in the endpoints after 950, and answers itself from 920 on. */
export const replaced: Observation[] = [
  pod(10, { ...one, deleting: true }),
  pod(30, fresh),
  pod(40, { ...fresh, nodeName: 'node-1' }),
  ready(900, fresh),
  itself(920, 'pod-3'),
  endpoints(950, 'pod-2', 'pod-3'),
];

export function inTime(...groups: readonly (readonly Observation[])[]): Observation[] {
  return groups.flat().sort((a, b) => a.atMs - b.atMs);
}

export function fold(observations: readonly Observation[], expectedPods = 2): HealingState {
  const state = newHealing({ expectedPods });
  for (const seen of observations) observe(healingGoal, state, seen);
  return state;
}

/** The state once time is up. */
export function expired(state: HealingState): HealingState {
  expire(healingGoal, state);
  return state;
}

export function record(
  observations: readonly Observation[],
  kill: KillMethod = 'delete',
  isOver = false,
): IterationResult {
  const state = fold(observations);
  return recordHealing(isOver ? expired(state) : state, observations, recordContext, kill);
}

export const usual = inTime(stands, [killed(), accepted], replaced, asked(0, 2200, [100, 220]));
