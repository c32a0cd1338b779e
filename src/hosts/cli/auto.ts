import type { Auto } from '../../core/auto-cluster.ts';
import type { Problem } from '../../core/errors.ts';
import type { Environment } from '../start-run.ts';
import type { FlagValues } from './flag-values.ts';

/** Looking around is no reason to wait long. */
const mostMs = 30_000;

/** Looks for a cluster where that was asked for; null where it was not. Where there is none, problems are told. */
export async function chooseAuto(
  flags: FlagValues,
  problems: Problem[],
  env: Environment,
): Promise<Auto | null> {
  if (flags.text('cluster') !== 'auto') return null;
  if (flags.has('use-cluster')) {
    const fix = 'say whose cluster it is with --cluster kind, minikube or k3d';
    problems.push({ field: '--use-cluster', message: 'cannot be combined with --cluster auto', fix });
  }
  const { lookForCluster } = await import('../auto-facts.ts');
  const choice = await lookForCluster({
    kubeconfig: flags.text('kubeconfig') ?? null,
    context: flags.text('context') ?? null,
    downloadsKind: false,
    env,
    signal: AbortSignal.timeout(mostMs),
  });
  // With one or the other kind the rest of the flags is checked all the same.
  if ('problems' in choice) problems.push(...choice.problems);
  return 'problems' in choice
    ? { kind: 'existing', told: '' }
    : { kind: choice.kind, told: `--cluster auto took ${choice.kind}: ${choice.why}` };
}
