import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDurationMs } from '../../core/duration.ts';
import type { Problem } from '../../core/errors.ts';
import type { ClusterChoice } from '../start-run.ts';
import type { FlagValues } from './flag-values.ts';

const usualName = 'pod-start-slo';
const usualWait = '2m';
const ofKind = ['cluster-name', 'node-image', 'kind-config', 'load-image', 'wait', 'keep-cluster'];
const ofExisting = ['kubeconfig', 'context'];

/** The cluster that the flags name; what is wrong with them goes into `problems`. */
export function clusterChoiceOf(flags: FlagValues, problems: Problem[]): ClusterChoice {
  const cluster = flags.text('cluster') ?? 'existing';
  if (cluster === 'kind') {
    refuse(flags, ofExisting, 'with --cluster kind the cluster is made, not chosen', problems);
    return kindChoice(flags, problems);
  }
  if (cluster !== 'existing')
    problems.push({ field: '--cluster', value: cluster, message: 'must be existing or kind' });
  else refuse(flags, ofKind, 'belongs to --cluster kind', problems);
  return existingChoice(flags);
}

export function existingChoice(flags: FlagValues): Extract<ClusterChoice, { kind: 'existing' }> {
  const [kubeconfig, context] = [flags.text('kubeconfig'), flags.text('context')];
  return { kind: 'existing', kubeconfig: kubeconfig ?? null, context: context ?? null };
}

function kindChoice(flags: FlagValues, problems: Problem[]): ClusterChoice {
  const wait = flags.text('wait') ?? usualWait;
  const waitMs = parseDurationMs(wait);
  if (waitMs === null || waitMs <= 0)
    problems.push({ field: '--wait', value: wait, message: 'must be a time such as 90s or 2m' });
  return {
    kind: 'kind',
    kindPath: 'kind',
    name: flags.text('cluster-name') ?? usualName,
    nodeImage: flags.text('node-image') ?? null,
    config: flags.text('kind-config') ?? null,
    loadImages: flags.list('load-image'),
    waitMs: waitMs ?? 0,
    keep: flags.has('keep-cluster'),
    onCreating: null,
    logsFolder: join(tmpdir(), 'pod-start-slo-kind-logs'),
  };
}

function refuse(flags: FlagValues, names: readonly string[], message: string, problems: Problem[]): void {
  for (const name of names.filter((each) => flags.has(each))) problems.push({ field: `--${name}`, message });
}
