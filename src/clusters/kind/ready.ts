import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { PodStartSloError } from '../../core/errors.ts';
import { kindNodes, nodeKubectl } from './nodes.ts';
import { linesOf } from '../programs/lines.ts';
import type { ProgramOptions } from '../provider.ts';

/** Nodes that have not registered yet are looked for this often. */
const betweenLooksMs = 100;
const readyTemplate =
  '{range .items[*]}{.metadata.name}={.status.conditions[?(@.type=="Ready")].status}{"\\n"}{end}';

/**
 * Waits until every node of a kind cluster has registered and is Ready. kind's own `--wait` looks at the control plane
 * alone, and only warns.
 * @throws PodStartSloError cluster, naming the nodes that are not
 */
export async function waitForNodes(cluster: string, waitMs: number, options: ProgramOptions): Promise<void> {
  const deadline = performance.now() + waitMs;
  const nodes = await kindNodes(cluster, options);
  for (;;) {
    await waitForRegistered(cluster, deadline - performance.now(), options);
    const missing = notReady(nodes, await readNodes(cluster, options));
    if (missing.length === 0) return;
    if (performance.now() >= deadline) throw tooLate(cluster, missing, waitMs);
    await sleep(betweenLooksMs, undefined, { signal: options.signal });
  }
}

/** Which of the nodes kind made are not Ready, or not there at all, by what kubectl says: `name=True` a line. */
export function notReady(nodes: readonly string[], told: string): string[] {
  const ready = new Set(linesOf(told).filter((line) => line.endsWith('=True')));
  return nodes.filter((node) => !ready.has(`${node}=True`));
}

async function readNodes(cluster: string, options: ProgramOptions): Promise<string> {
  const args = ['get', 'nodes', '--output', `jsonpath=${readyTemplate}`];
  return await nodeKubectl(cluster, args, options).catch((error: unknown) => {
    if (options.signal.aborted) throw error;
    return '';
  });
}

/** Returns as soon as the nodes that have registered are Ready; what else it says the next look shows better. */
async function waitForRegistered(cluster: string, leftMs: number, options: ProgramOptions): Promise<void> {
  const timeout = `--timeout=${Math.max(1, Math.ceil(leftMs / 1000))}s`;
  const args = ['wait', '--for=condition=Ready', 'nodes', '--all', timeout];
  await nodeKubectl(cluster, args, options).catch(() => undefined);
  options.signal.throwIfAborted();
}

function tooLate(cluster: string, missing: readonly string[], waitMs: number): PodStartSloError {
  const which = missing.join(', ');
  const hint = 'wait longer with --wait, or give the machine more memory and CPU';
  return new PodStartSloError(
    'cluster',
    `nodes of kind cluster ${cluster} did not become Ready within ${waitMs / 1000} s: ${which}`,
    { hint },
  );
}
