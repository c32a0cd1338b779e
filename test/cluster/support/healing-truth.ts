import type { V1PodSpec } from '@kubernetes/client-node';
import type { KubernetesObject } from '../../../src/core/plan.ts';
import type { HealingRecord, IterationResult } from '../../../src/core/result.ts';
import { manifest, service } from './manifests.ts';
import { makeNodeFolder } from './node.ts';
import { msSince, toldIn, toldPod, type Line } from './pod-clock.ts';
import { measureOnce } from './result.ts';

/** What the pods of one iteration say of it, in milliseconds since its kill request. */
export interface HealingTruth {
  iteration: IterationResult;
  healing: HealingRecord;
  /** The pod in the victim's place was first found ready by the kubelet. */
  readyMs: number;
  /** It first served the client that asks the Service. */
  servedMs: number;
  /** How many requests of that client all pods together served from the kill on. */
  served: number;
  /** Longest time in which none of the pods served it. */
  gapMs: number;
}

/** Runs the healing of a workload whose pods tell of everything, and what they told. */
export async function healed(
  workload: (spec: V1PodSpec) => KubernetesObject,
  flags: readonly string[],
  args: readonly string[] = [],
): Promise<HealingTruth[]> {
  await using folder = await makeNodeFolder();
  const spec = toldPod(folder, ['--log-requests', ...args]);
  const [container] = spec.containers;
  if (container === undefined) throw new Error('no container');
  container.readinessProbe = { httpGet: { path: '/readyz', port: 8080 }, periodSeconds: 1 };
  spec.terminationGracePeriodSeconds = 5;
  const objects = manifest(service(), workload(spec));
  const fixed = ['--experiment', 'healing', '-f', '-', '--via', 'node-port', '--warmup', '0', '--yes'];
  const run = await measureOnce([...fixed, ...flags], { stdin: objects, timeoutMs: 280_000 });
  const told = await toldIn(folder);
  const { iterations } = run.scenario;
  return iterations
    .map((iteration, at) => truthOf(told, iteration, iterations[at + 1] ?? null))
    .filter(({ iteration }) => iteration.outcome === 'answered');
}

function truthOf(
  told: readonly Line[],
  iteration: IterationResult,
  next: IterationResult | null,
): HealingTruth {
  const { healing, startedAt } = iteration;
  if (healing === undefined) throw new Error('no healing');
  const endMs = next === null ? Infinity : msSince(startedAt, unixNs(next.startedAt));
  const after = told
    .map((line) => ({ ...line, ms: msSince(startedAt, line.unixNs) }))
    .filter(({ ms }) => ms >= 0 && ms < endMs);
  // Of the next iteration's pods, which stand before its kill, there is nothing to tell of this one.
  const known = new Set(
    told.filter(({ unixNs: ns }) => msSince(startedAt, ns) < 0).map(({ podUid }) => podUid),
  );
  const isInPlace = healing.victim?.container != null;
  const successor = after.find(
    ({ host, podUid }) => host === healing.replacement && (isInPlace || !known.has(podUid)),
  );
  const replacing = after.filter(({ podUid }) => podUid === successor?.podUid);
  const uids = new Set([...replacing.map(({ podUid }) => podUid), ...known]);
  const own = after.filter(({ podUid }) => uids.has(podUid));
  const begun = replacing.find(({ event }) => event === 'started')?.ms ?? NaN;
  const firstOf = (event: RegExp): number =>
    replacing.find((line) => line.ms > begun && event.test(line.event))?.ms ?? NaN;
  const served = own.filter(({ event }) => event === 'request pod-start-slo').map(({ ms }) => ms);
  const gaps = [0, ...served].slice(1).map((ms, at) => ms - ([0, ...served][at] ?? 0));
  return {
    iteration,
    healing,
    readyMs: firstOf(/^request kube-probe/),
    servedMs: firstOf(/^request pod-start-slo$/),
    served: served.length,
    gapMs: Math.max(...gaps),
  };
}

function unixNs(iso: string): number {
  return Date.parse(iso) * 1e6;
}
