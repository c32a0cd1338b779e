import { calmAfterMs } from '../../src/core/experiments/healing/goal.ts';
import type { Observation } from '../../src/core/observation.ts';
import type { Clock } from '../../src/core/ports.ts';
import type { Script } from './fake-space.ts';
import { runningPod } from './running-pod.ts';

const replacement = { ...runningPod, uid: 'pod-2', name: 'app-2' };

/** A pod that stands is killed, and another one takes its place after so long; with other scripts nobody does. */
export function heal(
  clock: Clock,
  script: Exclude<ReturnType<Script>, Error>,
  report: (seen: Observation) => void,
): void {
  const atMs = clock.nowMs();
  const victim = {
    uid: runningPod.uid,
    pod: runningPod.name,
    container: null,
    nodeName: 'node',
    ageMs: 1000,
  };
  report({ kind: 'pod', atMs, seen: { by: 'watch' }, pod: runningPod });
  report({ kind: 'kill-requested', atMs, unixUs: clock.unixUs(), victim, asksPods: false });
  report({ kind: 'kill-accepted', atMs });
  if (typeof script === 'string') return;
  void serveAgain(clock, script.answerMs, report);
}

async function serveAgain(clock: Clock, healMs: number, report: (seen: Observation) => void): Promise<void> {
  await clock.sleep(healMs);
  const { uid, name } = replacement;
  const endpoints = [
    { address: '10.0.0.2', podUid: uid, podName: name, ready: true, servesWhileTerminating: false },
  ];
  report({ kind: 'pod', atMs: clock.nowMs(), seen: { by: 'watch' }, pod: replacement });
  report({ kind: 'endpoints', atMs: clock.nowMs(), seen: { by: 'watch' }, endpoints });
  report(answer(clock));
  // Asked on for a calm.
  await clock.sleep(calmAfterMs);
  report(answer(clock));
}

function answer(clock: Clock): Observation {
  const atMs = clock.nowMs();
  return { kind: 'probe', atMs, startedMs: atMs, target: 'service', matched: true, status: 200, error: null };
}
