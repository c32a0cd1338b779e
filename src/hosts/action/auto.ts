import type { Auto } from '../../core/auto-cluster.ts';
import { anyOf, createdClusters } from '../../core/cluster-names.ts';
import type { GivenCluster } from '../../core/config/cluster.ts';
import type { Problem } from '../../core/errors.ts';
import { specialKeys } from '../shared/wanted-cluster.ts';
import type { Host } from './host.ts';
import type { Log } from './log.ts';
import { inActionWords } from './words.ts';

/** Looks for a cluster if the provider is `auto`; otherwise null. Where there is none, that is in `problems`. */
export async function chooseAuto(
  cluster: GivenCluster,
  problems: Problem[],
  { env }: Host,
  { log, signal }: { log: Log; signal: AbortSignal },
): Promise<Auto | null> {
  const { value, fieldOf } = cluster;
  if (value.provider !== 'auto') return null;
  if (value.use !== undefined) {
    problems.push({
      field: fieldOf('use'),
      message: 'cannot be combined with cluster: auto',
      fix: `set cluster: ${anyOf(createdClusters)}`,
    });
    return null;
  }
  const { lookForCluster } = await import('../auto-facts.ts');
  const { kubeconfig = null, context = null } = value;
  const choice = await lookForCluster({ kubeconfig, context, downloads: true, env, signal });
  if ('problems' in choice) {
    problems.push(...choice.problems.map((problem) => inActionWords(problem)));
    return null;
  }
  const unused = specialKeys(cluster)
    .filter(({ only }) => !only.includes(choice.kind))
    .map(({ key }) => fieldOf(key));
  const without = unused.length === 0 ? '' : `; without use here: ${unused.join(', ')}`;
  const told = `cluster: auto took ${choice.kind}: ${choice.why}${without}`;
  log.say(told);
  return { kind: choice.kind, told };
}
