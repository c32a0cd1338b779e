import type { PodFacts } from '../../core/observation.ts';
import { isNodeReady } from '../nodes/cluster-facts.ts';
import type { IterationParts } from '../iteration/iteration-parts.ts';

/**
 * When time is up: what was not seen until then is told, and which nodes of the pods are not ready.
 * @param pods of the iteration, with those that show only now
 */
export async function inspectOnce(
  { api, clock, observe, signal, watch }: IterationParts,
  pods: ReadonlyMap<string, PodFacts>,
): Promise<void> {
  await watch.lookAgain(signal);
  const nodes = new Set([...pods.values()].flatMap(({ nodeName }) => nodeName ?? []));
  for (const node of nodes) {
    if ((await isNodeReady(api, node, signal)) === false)
      observe({ kind: 'node-not-ready', atMs: clock.nowMs(), node });
  }
}

/** Stops asking; what attempts under way still tell has been told when this resolves, and which watches see nothing. */
export async function endProbing(parts: IterationParts): Promise<void> {
  const { serviceProbe, podProbes, watch, claims, clock, observe, ownLabels, signal } = parts;
  await Promise.all([serviceProbe.end(), podProbes.end()]);
  watch.tellBlindness();
  if (signal.aborted) return;
  observe({ kind: 'volume-claims', atMs: clock.nowMs(), claims: await claims.look(ownLabels, signal) });
}
