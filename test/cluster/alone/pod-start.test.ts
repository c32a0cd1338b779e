import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { phaseKeys } from '../../../src/core/phases.ts';
import type { Instant, IterationResult } from '../../../src/core/result.ts';
import { cli } from '../support/cli.ts';
import { environment } from '../support/environment.ts';
import { leftovers, namespaceGoes } from '../support/kubectl.ts';
import { makeFolder, measure, parseResult, type Measured } from '../support/result.ts';

const image = (): string[] => ['--image', environment().slowStartImage, '--port', '8080'];

/** Stamps of one moment, taken by different threads of a busy machine, may lie this far apart. */
const jitterMs = 100;

describe('an image, started five times', () => {
  let run: Measured;
  let markdown: string;

  beforeAll(async () => {
    using folder = makeFolder();
    const file = join(folder.path, 'report.md');
    const objectives = ['--objective', 'p95 <= 60s', '--objective', 'image-pull p95 <= 1s'];
    run = await measure([
      ...[...image(), '--iterations', '5', '--seed', '7', ...objectives],
      ...['--export-markdown', file],
    ]);
    markdown = readFileSync(file, 'utf8');
  });

  test('meets its objectives and exits with 0', () => {
    expect(run.code).toBe(0);
    expect(run.result).toMatchObject({ complete: true, verdict: 'met', seed: 7, error: null });
    expect(run.scenario).toMatchObject({ name: 'slow-start', verdict: 'met', stoppedBecause: 'complete' });
    expect(run.scenario.objectives.map(({ passed }) => passed)).toEqual([true, true]);
    const places = run.scenario.iterations.map((_, place) => ({ index: place + 1, warmup: place === 0 }));
    expect(run.scenario.iterations).toMatchObject(places);
    expect(run.judged.map(({ outcome }) => outcome)).toEqual(Array(5).fill('answered'));
    expect(run.scenario.summary).toMatchObject({ count: 5, timedOut: 0, failed: 0 });
  });

  test('names the cluster, the path, its resolution and round trip', () => {
    const { cluster, measurement, fingerprint } = run.result;
    expect(cluster.version).toMatch(/^v1\./);
    expect(cluster.nodes).toHaveLength(1);
    expect(cluster.nodes[0]?.containerRuntime).toMatch(/^containerd:/);
    expect(measurement).toMatchObject({ via: 'node-port', probeIntervalMs: 20, watchGaps: 0 });
    expect(measurement.viaReason).toContain('answered');
    expect(measurement.probeFloorMs).toBeGreaterThan(0);
    expect(measurement.probeFloorMs).toBeLessThan(1000);
    expect(measurement.probeResolutionMs).toBeGreaterThan(5);
    expect(measurement.clockSkewMs).not.toBeNull();
    expect(fingerprint.hash).not.toBe('');
  });

  test('knows every phase but the application’s, of which it knows at least the upper bound', () => {
    for (const iteration of run.undisturbed) {
      const { applicationMs, ...others } = iteration.phases;
      for (const key of Object.values(phaseKeys)) expect(iteration.phases).toHaveProperty(key);
      for (const [name, ms] of Object.entries(others)) {
        expect(ms, name).not.toBeNull();
        expect(ms, name).toBeGreaterThanOrEqual(0);
        expect(ms, name).toBeLessThanOrEqual(60_000);
      }
      expect(applicationMs ?? iteration.applicationAtMostMs).not.toBeNull();
      expect(iteration.phases).toMatchObject({ imagePullMs: 0, initContainersMs: 0 });
      expect(iteration.imagePulls).toMatchObject([{ container: 'app', kind: 'present', ms: 0 }]);
    }
  });

  test('starts at places spread over the second, as the seed has it', () => {
    const places = run.judged.map(({ startOffsetMs }) => startOffsetMs ?? NaN);
    expect(new Set(places).size).toBe(5);
    for (const place of places) expect(place >= 0 && place < 1000).toBe(true);
    const starts = run.judged.map(({ startedAt }) => Date.parse(startedAt));
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    expect(Math.abs((starts[0] ?? 0) - Date.now())).toBeLessThan(600_000);
  });

  test('gives each instant the clock that stamped it and its resolution', () => {
    for (const { instants } of run.judged) {
      for (const instant of instants) {
        expect(instant.resolutionMs).toBeGreaterThan(0);
        expect(instant.sinceStartMs === undefined, instant.name).toBe(instant.clock !== 'runner');
        expect(instant.unixMs === undefined, instant.name).toBe(instant.clock === 'runner');
      }
    }
  });

  test('has the instants of each clock in the order in which they happen', () => {
    for (const { instants } of run.judged) {
      const onRunner = at(instants, 'runner');
      expectInOrder(
        ['create-requested', 'create-accepted', 'scheduled', 'pulled', 'created', 'started', 'ready'].map(
          onRunner,
        ),
      );
      expectInOrder(['started', 'pod-answered', 'answered'].map(onRunner));
      expectInOrder(['ready', 'endpoint-ready'].map(onRunner));
      expectInOrder(['pulled', 'created', 'started'].map(at(instants, 'kubelet')), 0);
      expect(at(instants, 'scheduler')('scheduled')).toBeGreaterThan(1.7e12);
    }
  });

  test('has totals and phases that are differences of the instants', () => {
    for (const iteration of run.undisturbed) expectConsistent(iteration);
  });

  test('summarizes what the iterations say', () => {
    const totals = run.judged.map(({ totalMs }) => totalMs ?? NaN).toSorted((a, b) => a - b);
    expect(run.scenario.summary).toMatchObject({
      minMs: totals[0],
      p50Ms: totals[2],
      p95Ms: totals[4],
      maxMs: totals[4],
    });
  });

  test('prints only the report on standard output, and its course on standard error', async () => {
    using folder = makeFolder();
    const file = join(folder.path, 'result.json');
    writeFileSync(file, JSON.stringify(run.result));
    expect(run.stdout).toBe((await cli(['report', file])).stdout);
    expect(run.stdout).toMatch(/\nMET {2}.*\n$/);
    expect(run.stderr).toContain('[5/5] answered');
    expect(markdown).toBe((await cli(['report', file, '--format', 'markdown'])).stdout);
    expect(markdown).toContain('p95');
  });

  test('leaves nothing behind', async () => {
    expect(run.result.namespace).toBe(`pod-start-slo-${run.result.runId}`);
    expect(await leftovers(run.result.runId)).toEqual([]);
    expect(await namespaceGoes(run.result.namespace, 30_000)).toBe(true);
  });
});

test('--output json prints the same record that --export-json writes', async () => {
  const run = await measure([...image(), '--iterations', '1', '--via', 'node-port', '--output', 'json']);
  expect(run.code).toBe(0);
  expect(parseResult(run.stdout)).toEqual(run.result);
});

function at(instants: readonly Instant[], clock: Instant['clock']): (name: string) => number {
  return (name) => {
    const found = instants.find((instant) => instant.clock === clock && instant.name === name);
    expect(found, `${name} of the ${clock}`).toBeDefined();
    return found?.sinceStartMs ?? found?.unixMs ?? NaN;
  };
}

function expectInOrder(stamps: readonly number[], toleranceMs = jitterMs): void {
  stamps.forEach((stamp, index) => {
    const before = stamps[index - 1];
    if (before !== undefined) expect(stamp).toBeGreaterThanOrEqual(before - toleranceMs);
  });
}

function expectConsistent({ instants, phases, totalMs, readyMs }: IterationResult): void {
  const onRunner = at(instants, 'runner');
  const onKubelet = at(instants, 'kubelet');
  expect(onRunner('create-requested')).toBe(0);
  expect(totalMs).toBe(onRunner('answered'));
  expect(readyMs).toBe(onRunner('ready'));
  expect(phases.schedulingMs).toBeCloseTo(onRunner('scheduled'), 3);
  expect(phases.sandboxMs).toBeCloseTo(onRunner('pulled') - onRunner('scheduled'), 3);
  expect(phases.containerStartMs).toBeCloseTo(onKubelet('started') - onKubelet('pulled'), 3);
  expect(phases.readinessMs).toBeCloseTo(Math.max(0, onRunner('ready') - onRunner('started')), 3);
  const routable = Math.max(onRunner('endpoint-ready'), onRunner('pod-answered'));
  expect(phases.routingMs).toBeCloseTo(Math.max(0, onRunner('answered') - routable), 3);
  const untilStarted = (phases.schedulingMs ?? 0) + (phases.sandboxMs ?? 0) + (phases.containerStartMs ?? 0);
  expect(untilStarted).toBeLessThanOrEqual((totalMs ?? 0) + jitterMs);
}
