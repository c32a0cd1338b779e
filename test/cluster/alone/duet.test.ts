import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Comparison, IterationResult, ScenarioResult } from '../../../src/core/result.ts';
import { leftovers } from '../support/kubectl.ts';
import { manifest, pod, service, slowStart } from '../support/manifests.ts';
import { makeFolder, measure, type Measured } from '../support/result.ts';

const longMs = 900_000;

describe('a manifest beside one that listens two seconds earlier, by turns', () => {
  let run: Measured;

  beforeAll(async () => {
    using folder = makeFolder();
    const [candidate = '', baseline = ''] = ['2500ms', '500ms'].map((delay) => {
      const file = join(folder.path, `${delay}.yml`);
      const spec = { containers: [slowStart(['--listen-after', delay])] };
      writeFileSync(file, manifest(service(), pod(spec)));
      return file;
    });
    const flags = ['-f', candidate, '--baseline-manifest', baseline];
    run = await measure([...flags, '--iterations', '10', '--max-iterations', '10'], { timeoutMs: longMs });
  }, longMs);

  test('is a regression, though no objective is given', () => {
    expect(run.code).toBe(1);
    expect(run.result).toMatchObject({ complete: true, verdict: 'violated', error: null });
    expect(comparisonOf(run)).toMatchObject({ kind: 'duet', verdict: 'regression' });
    expect(run.stdout).toMatch(/\nVIOLATED {2}regression: \d+% slower/);
  });

  test('says by how much, and how fine that is', () => {
    const { ratio, smallestDetectable } = comparisonOf(run);
    const [low = NaN, high = NaN] = ratio?.interval ?? [];
    const [candidate, baseline] = sidesOf(run).map((side) =>
      side.filter(({ warmup }) => !warmup).map(({ totalMs }) => totalMs ?? NaN),
    ) as [number[], number[]];
    const ratios = candidate.map((totalMs, pair) => totalMs / (baseline[pair] ?? NaN));
    expect(ratio?.pairs).toBe(10);
    expect(ratio?.estimate).toBeGreaterThan(Math.min(...ratios));
    expect(ratio?.estimate).toBeLessThan(Math.max(...ratios));
    expect(low).toBeGreaterThan(1.25);
    expect(low).toBeLessThan(ratio?.estimate ?? NaN);
    expect(high).toBeGreaterThan(ratio?.estimate ?? NaN);
    expect(smallestDetectable).toBeGreaterThan(0);
    expect(smallestDetectable).toBeLessThan(1);
  });

  test('starts both by turns, ABBA, both of a pair at the same place in the second', () => {
    const [candidate, baseline] = sidesOf(run);
    expect(candidate.map(({ startOffsetMs }) => startOffsetMs)).toEqual(
      baseline.map(({ startOffsetMs }) => startOffsetMs),
    );
    const order = candidate.map(({ startedAt }, pair) => startedAt > (baseline[pair]?.startedAt ?? ''));
    expect(order).toEqual(order.map((_, pair) => pair % 2 === 0));
    for (const [pair, { startedAt }] of candidate.entries()) {
      const apart = Math.abs(placeOf(startedAt) - placeOf(baseline[pair]?.startedAt ?? ''));
      // A timer may wake up late on a busy machine, also beyond the end of the second.
      expect(Math.min(apart, 1000 - apart)).toBeLessThan(200);
    }
  });

  test('never has both at once', () => {
    const all = sidesOf(run)
      .flat()
      .toSorted((a, b) => a.startedAt.localeCompare(b.startedAt));
    for (const [index, { startedAt, totalMs, deletionMs }] of all.entries()) {
      const next = all[index + 1];
      if (next === undefined) break;
      const goneMs = Date.parse(startedAt) + (totalMs ?? 0) + (deletionMs ?? 0);
      expect(Date.parse(next.startedAt)).toBeGreaterThanOrEqual(goneMs - 1);
    }
  });

  test('asks both over the same path, which each finds in its own warm-up', () => {
    expect(run.result.measurement).toMatchObject({ via: 'node-port', notes: [] });
    for (const side of sidesOf(run))
      expect(side.map(({ warmup }) => warmup).slice(0, 2)).toEqual([true, false]);
  });

  test('leaves nothing behind', async () => {
    expect(await leftovers(run.result.runId)).toEqual([]);
  });
});

function comparisonOf({ scenario }: Measured): Comparison {
  if (scenario.comparison === null) throw new Error('no comparison');
  return scenario.comparison;
}

/** The starts of the candidate and of the baseline. */
function sidesOf({ result }: Measured): [IterationResult[], IterationResult[]] {
  const [candidate, baseline] = result.scenarios as [ScenarioResult, ScenarioResult];
  expect(baseline).toMatchObject({ name: `${candidate.name} (baseline)`, verdict: null, objectives: [] });
  return [candidate.iterations, baseline.iterations];
}

function placeOf(startedAt: string): number {
  return Date.parse(startedAt) % 1000;
}
