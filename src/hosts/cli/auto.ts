import type { Auto } from '../../core/auto-cluster.ts';
import { anyOf, createdClusters } from '../../core/cluster-names.ts';
import type { GivenCluster } from '../../core/config/cluster.ts';
import type { Problem } from '../../core/errors.ts';
import type { Environment } from '../start-run.ts';

/** How long the search for a cluster may take. */
const mostMs = 30_000;

/** Looks for a cluster if the provider is `auto`; otherwise null. Where there is none, that is in `problems`. */
export async function chooseAuto(
  { value, fieldOf }: GivenCluster,
  problems: Problem[],
  env: Environment,
): Promise<Auto | null> {
  if (value.provider !== 'auto') return null;
  if (value.use !== undefined) {
    const fix = `add --cluster ${anyOf(createdClusters)}`;
    problems.push({ field: fieldOf('use'), message: 'cannot be combined with --cluster auto', fix });
  }
  const { lookForCluster } = await import('../auto-facts.ts');
  const choice = await lookForCluster({
    kubeconfig: value.kubeconfig ?? null,
    context: value.context ?? null,
    downloads: false,
    env,
    signal: AbortSignal.timeout(mostMs),
  });
  // With one or the other kind the rest is checked all the same.
  if ('problems' in choice) problems.push(...choice.problems);
  return 'problems' in choice
    ? { kind: 'existing', told: '' }
    : { kind: choice.kind, told: `--cluster auto took ${choice.kind}: ${choice.why}` };
}
