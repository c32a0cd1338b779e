import type { V1Pod } from '@kubernetes/client-node';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/core/random.ts';
import {
  candidatesOf,
  chooseTargetPod,
  victimOf,
  type Candidate,
} from '../../../src/kube/iteration/target-pod.ts';
import { container, podFacts } from '../../core/experiments/observations.ts';

function candidate(
  name: string,
  created: string,
  labels: Record<string, string> = {},
  deleting = false,
): Candidate {
  // What the API sends: times are texts.
  const pod = { metadata: { name, labels, creationTimestamp: created } } as unknown as V1Pod;
  const facts = podFacts({
    uid: `uid-${name}`,
    name,
    deleting,
    containers: [container({ restartCount: 2 })],
  });
  return { facts, pod };
}

const web = [
  candidate('web-b', '2025-11-23T22:00:02Z', { role: 'replica' }),
  candidate('web-a', '2025-11-23T22:00:05Z', { role: 'primary' }),
  candidate('web-c', '2025-11-23T22:00:01Z', { role: 'replica' }),
];

describe('the pods that may be killed', () => {
  it('have the labels asked for, and are not on their way out', () => {
    const going = candidate('web-d', '2025-11-23T22:00:01Z', { role: 'replica' }, true);
    const names = candidatesOf([...web, going], { selector: { role: 'replica' } }).map(
      ({ facts }) => facts.name,
    );
    expect(names).toEqual(['web-b', 'web-c']);
    expect(candidatesOf(web, { selector: { role: 'nobody' } })).toEqual([]);
    expect(candidatesOf(web, { selector: {} })).toHaveLength(3);
  });
});

describe('the victim', () => {
  it('is the oldest, where that is asked for', () => {
    expect(chooseTargetPod(web, { pick: 'oldest' }, () => 0)?.facts.name).toBe('web-c');
  });

  it('is the same for the same seed, in whatever order pods are seen', () => {
    const chosen = (pods: readonly Candidate[]) => {
      const random = seededRandom(7);
      return Array.from({ length: 20 }, () => chooseTargetPod(pods, { pick: 'random' }, random)?.facts.name);
    };
    expect(chosen(web)).toEqual(chosen(web.toReversed()));
    expect(new Set(chosen(web))).toEqual(new Set(['web-a', 'web-b', 'web-c']));
  });

  it('is nobody where there is none', () => {
    expect(chooseTargetPod([], { pick: 'random' }, () => 0.5)).toBeNull();
  });

  it('is recorded with its age by the clock that stamped its creation, and its restarts', () => {
    const [first] = web;
    if (first === undefined) throw new Error('no pod');
    const nowMs = Date.parse('2025-11-23T22:01:02.400Z');
    expect(victimOf(first, null, nowMs)).toMatchObject({ pod: 'web-b', container: null, ageMs: 60_400 });
    expect(victimOf(first, 'app', nowMs).container).toEqual({ name: 'app', restartCount: 2 });
  });
});
