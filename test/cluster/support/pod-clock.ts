import type { V1PodSpec } from '@kubernetes/client-node';
import type { IterationResult } from '../../../src/core/result.ts';
import { slowStart } from './manifests.ts';
import type { NodeFolder } from './node.ts';

/** When a pod began to listen, by its own wall clock. On one machine it is the clock of the runner, too. */
export interface Truth {
  iteration: IterationResult;
  /** From the first create request to the begin of listening. */
  listeningMs: number;
  /** From the start of the process to the begin of listening. */
  applicationMs: number;
}

/** What a pod tells of itself; of its requests only where it is asked to. */
export interface Line {
  event: 'started' | 'listening' | 'terminating' | `request ${string}`;
  unixNs: number;
  host: string;
  podUid: string;
}

/** A pod spec whose test server writes into the folder when it started and when it listened. */
export function toldPod(folder: NodeFolder, args: readonly string[]): V1PodSpec {
  const uid = { name: 'SLOW_START_POD_UID', valueFrom: { fieldRef: { fieldPath: 'metadata.uid' } } };
  const container = slowStart(['--log-file', '/log/lines', ...args], {
    env: [uid],
    volumeMounts: [{ name: 'log', mountPath: '/log' }],
  });
  const volumes = [{ name: 'log', hostPath: { path: folder.path, type: 'Directory' } }];
  return { containers: [container], volumes };
}

/** Everything that pods have told into a folder, in its order. */
export async function toldIn(folder: NodeFolder): Promise<Line[]> {
  const lines = (await folder.read('lines')).trim().split('\n');
  return lines.map((text) => JSON.parse(text) as Line);
}

/** What the pods say of themselves, matched to the iterations by the pods' names, each of which is used once. */
export async function truthsOf(folder: NodeFolder, iterations: readonly IterationResult[]): Promise<Truth[]> {
  const told = await toldIn(folder);
  return iterations.map((iteration) => {
    const pod = iteration.instants.find((instant) => instant.pod !== undefined)?.pod;
    const listening = theOne(told, 'listening', pod);
    const started = theOne(told, 'started', pod);
    if (listening.podUid !== started.podUid) throw new Error(`two pods are called ${pod ?? ''}`);
    const listeningMs = msSince(iteration.startedAt, listening.unixNs);
    return { iteration, listeningMs, applicationMs: (listening.unixNs - started.unixNs) / 1e6 };
  });
}

/**
 * When each new pod of an iteration began to listen, from the request that is timed from, by the pod's name. Pods of a
 * burst have the same names in every iteration, so the first time after the request is meant.
 */
export async function listeningIn(
  folder: NodeFolder,
  { startedAt, fleet }: IterationResult,
): Promise<Map<string, number>> {
  const lines = (await folder.read('lines')).trim().split('\n');
  const told = lines.map((text) => JSON.parse(text) as Line).filter(({ event }) => event === 'listening');
  const since = told.map(({ host, unixNs }) => ({ host, ms: msSince(startedAt, unixNs) }));
  return new Map(
    (fleet?.pods ?? []).map(({ pod }) => {
      const times = since.filter(({ host, ms }) => host === pod && ms > 0).map(({ ms }) => ms);
      return [pod, Math.min(...times)];
    }),
  );
}

function theOne(lines: readonly Line[], event: Line['event'], host: string | undefined): Line {
  const found = lines.filter((line) => line.event === event && line.host === host);
  const [line] = found;
  if (line === undefined || found.length > 1) {
    throw new Error(`${found.length} lines say that ${host ?? 'no pod'} is ${event}`);
  }
  return line;
}

/** Nanoseconds since 1970 do not fit into a number exactly; what is lost is below a microsecond. */
export function msSince(iso: string, unixNs: number): number {
  const wholeMs = Math.floor(Date.parse(iso.replace(/\.(\d{3})\d*Z$/, '.$1Z')));
  const microseconds = Number(/\.\d{3}(\d{3})Z$/.exec(iso)?.[1] ?? 0);
  return unixNs / 1e6 - wholeMs - microseconds / 1000;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}
