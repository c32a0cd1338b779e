import { describe, expect, it } from 'vitest';
import { nothingPrepared, seePrepared } from '../../../src/core/experiments/fold/prepared.ts';
import { experimentOf } from '../../../src/core/experiments/registry.ts';
import { manyPods, type ManyPods } from './many-pods.ts';

interface Iterator {
  next: () => unknown;
}

/** Every way to write into maps and sets, and to go through them, which a copy does as well. */
function steps(): [object, string][] {
  const mapIterator = Object.getPrototypeOf(new Map().values()) as Iterator;
  const setIterator = Object.getPrototypeOf(new Set().values()) as Iterator;
  return [
    [Map.prototype, 'set'],
    [Set.prototype, 'add'],
    [mapIterator, 'next'],
    [setIterator, 'next'],
  ];
}

/** How many entries of maps and sets are written or looked at while this runs. */
function workOf(run: () => void): number {
  let count = 0;
  const places = steps().map(([owner, name]) => ({
    owner,
    name,
    was: Reflect.get(owner, name) as () => unknown,
  }));
  for (const { owner, name, was } of places)
    Reflect.set(owner, name, function (this: unknown, ...given: unknown[]) {
      count += 1;
      return Reflect.apply(was, this, given) as unknown;
    });
  try {
    run();
  } finally {
    for (const { owner, name, was } of places) Reflect.set(owner, name, was);
  }
  return count;
}

function foldWork({ observations, expectedPods, ...scenario }: ManyPods): number {
  const folding = experimentOf(scenario).begin(
    { ...scenario, healing: null, probe: { askPod: true } },
    { expectedPods },
  );
  const work = workOf(() => {
    for (const seen of observations) folding.see(seen);
  });
  // Where it ended early, there would be little to do.
  expect(folding.settled).toBe(false);
  return work / observations.length;
}

describe('with ten times as many pods, each observation costs as much as before', () => {
  it.each(Object.entries(manyPods))('in %s', (_, of) => {
    const few = foldWork(of(100));
    expect(few).toBeGreaterThan(0);
    expect(foldWork(of(1000)) / few).toBeLessThan(1.2);
  });

  it('until a workload is complete', () => {
    const workFor = (count: number): number => {
      const { observations } = manyPods['healing']?.(count) ?? { observations: [] };
      const state = nothingPrepared();
      return workOf(() => observations.forEach((seen) => seePrepared(state, seen))) / observations.length;
    };
    expect(workFor(1000) / workFor(100)).toBeLessThan(1.2);
  });
});
