import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import type { ClusterChoice, ExistingCluster } from '../../clusters/choice.ts';
import { downloadKeys } from '../../clusters/registry.ts';
import type { ClusterKind } from '../../core/cluster-names.ts';
import type { GivenCluster } from '../../core/config/cluster.ts';
import type { Problem } from '../../core/errors.ts';
import { wantedCluster } from '../shared/wanted-cluster.ts';
import type { FlagValues } from './flag-values.ts';

/** The cluster that flags or the configuration file name; what is wrong with it goes into `problems`. */
export function clusterChoiceOf(
  given: GivenCluster,
  problems: Problem[],
  auto: ClusterKind | null = null,
): ClusterChoice {
  if (auto === null && given.value.provider === 'auto')
    problems.push({
      field: given.fieldOf('provider'),
      value: 'auto',
      message: 'applies only to the command run',
      fix: 'name the kind of cluster',
    });
  problems.push(...ofTheAction(given));
  const host = { standard: 'existing', name: randomName, auto, logsFolder: tmpdir() } as const;
  return wantedCluster(given, problems, host);
}

/** Keys that choose a download, which the command line does not make. */
function ofTheAction({ value, fieldOf }: GivenCluster): Problem[] {
  return downloadKeys
    .filter((key) => value[key] !== undefined)
    .map((key) => ({
      field: fieldOf(key),
      message: 'applies only to the action: the command line uses the program on the PATH',
      fix: 'leave it out',
    }));
}

/** The cluster of the kubeconfig, for commands that have no plan. */
export function existingChoice(flags: FlagValues): ExistingCluster {
  const [kubeconfig, context] = [flags.text('kubeconfig'), flags.text('context')];
  return { kind: 'existing', kubeconfig: kubeconfig ?? null, context: context ?? null };
}

/** Runs that are started at once on one machine do not get into each other's way. */
function randomName(): string {
  return `pod-start-slo-${randomBytes(4).toString('hex')}`;
}
