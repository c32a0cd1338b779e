import type { Auto } from '../../core/auto-cluster.ts';
import type { Given } from './given.ts';
import type { Host } from './host.ts';
import type { Log } from './log.ts';
import { inActionWords } from './words.ts';

/** Looks for a cluster where that was asked for; null where it was not, or there is none: then problems are told. */
export async function chooseAuto(
  given: Given,
  { env }: Host,
  log: Log,
  signal: AbortSignal,
): Promise<Auto | null> {
  if (given.text('cluster') !== 'auto') return null;
  if (given.text('use-cluster') !== null) {
    given.problems.push({
      field: 'use-cluster',
      message: 'cannot be combined with cluster: auto',
      fix: 'say whose cluster it is with cluster: kind, minikube or k3d',
    });
    return null;
  }
  const { lookForCluster } = await import('../auto-facts.ts');
  const [kubeconfig, context] = [given.text('kubeconfig'), given.text('context')];
  const choice = await lookForCluster({ kubeconfig, context, downloadsKind: true, env, signal });
  if ('problems' in choice) {
    given.problems.push(...choice.problems.map((problem) => inActionWords(problem)));
    return null;
  }
  const unused = given.misplaced(choice.kind).map(({ name }) => name);
  const without = unused.length === 0 ? '' : `; without use here: ${unused.join(', ')}`;
  const told = `cluster: auto took ${choice.kind}: ${choice.why}${without}`;
  log.say(told);
  return { kind: choice.kind, told };
}
