import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import type { RegistryWish } from '../../clusters/kind-registry.ts';
import type { AutoKind } from '../../core/auto-cluster.ts';
import { parseDurationMs } from '../../core/duration.ts';
import type { Problem } from '../../core/errors.ts';
import type { ClusterChoice } from '../providers.ts';
import { anyOf, clusterKinds, isClusterKind, type ClusterKind } from '../shared/cluster-kinds.ts';
import { registryChoiceOf } from '../shared/registry-choice.ts';
import type { FlagValues } from './flag-values.ts';
import { cluster as where, making } from './running-flags.ts';

const usualWait = '2m';

/** The cluster that the flags name; what is wrong with them goes into `problems`. */
export function clusterChoiceOf(
  flags: FlagValues,
  problems: Problem[],
  auto: AutoKind | null = null,
): ClusterChoice {
  const said = flags.text('cluster') ?? 'existing';
  const kind = said === 'auto' ? (auto ?? said) : said;
  if (!isClusterKind(kind)) {
    problems.push({
      field: '--cluster',
      value: kind,
      message: `must be ${anyOf(clusterKinds)}; or auto, for run`,
    });
    return existingChoice(flags);
  }
  problems.push(...(said === 'auto' ? [] : misplaced(flags, kind)), ...contradictions(flags, kind));
  if (kind === 'existing') return existingChoice(flags);
  const made = madeChoice(flags, problems);
  const { isThere, ...ofKind } = made;
  switch (kind) {
    case 'kind': {
      const logsFolder = tmpdir();
      const nodeImage = flags.text('node-image') ?? null;
      return {
        kind,
        kindPath: 'kind',
        nodeImage,
        config: flags.text('kind-config') ?? null,
        registry: registryOf(flags, problems),
        logsFolder,
        isThere,
        ...ofKind,
      };
    }
    case 'minikube': {
      const [driver = null, kubernetesVersion = null] = [
        flags.text('driver'),
        flags.text('kubernetes-version'),
      ];
      const args = flags.list('minikube-arg');
      return { kind, minikubePath: 'minikube', driver, kubernetesVersion, args, isThere, ...ofKind };
    }
    case 'k3d':
      return { kind, k3dPath: 'k3d', nodeImage: flags.text('node-image') ?? null, isThere, ...ofKind };
  }
}

export function existingChoice(flags: FlagValues): Extract<ClusterChoice, { kind: 'existing' }> {
  const [kubeconfig, context] = [flags.text('kubeconfig'), flags.text('context')];
  return { kind: 'existing', kubeconfig: kubeconfig ?? null, context: context ?? null };
}

/** What all clusters that the tool makes have in common. */
function madeChoice(flags: FlagValues, problems: Problem[]) {
  const wait = flags.text('wait') ?? usualWait;
  const waitMs = parseDurationMs(wait);
  if (waitMs === null || waitMs <= 0)
    problems.push({ field: '--wait', value: wait, message: 'must be a time such as 90s or 2m' });
  return {
    name: flags.text('use-cluster') ?? flags.text('cluster-name') ?? randomName(),
    isThere: flags.has('use-cluster'),
    loadImages: flags.list('load-image'),
    waitMs: waitMs ?? 0,
    keep: flags.has('keep-cluster'),
    onCreating: null,
  };
}

/** Runs that are started at once on one machine do not get into each other's way. */
function randomName(): string {
  return `pod-start-slo-${randomBytes(4).toString('hex')}`;
}

function misplaced(flags: FlagValues, kind: ClusterKind): Problem[] {
  return [...where.flags, ...making.flags].flatMap(({ name, only }) => {
    if (only === undefined || only.includes(kind) || !flags.has(name)) return [];
    const isChosen = only.includes('existing');
    const message = isChosen
      ? `with --cluster ${kind} the cluster is made, not chosen`
      : `belongs to --cluster ${anyOf(only)}`;
    return [{ field: `--${name}`, message }];
  });
}

function registryOf(flags: FlagValues, problems: Problem[]): RegistryWish | null {
  const words = {
    registry: flags.text('registry') ?? null,
    port: flags.text('registry-port') ?? null,
    image: flags.text('registry-image') ?? null,
  };
  return registryChoiceOf(words, problems, (name) => `--${name}`);
}

/** A cluster that is there has a name, images and an end of its own; kind loads more into it. */
function contradictions(flags: FlagValues, kind: ClusterKind): Problem[] {
  if (!flags.has('use-cluster')) return [];
  const fitting = ['use-cluster', ...(kind === 'kind' ? ['load-image'] : [])];
  return making.flags
    .filter(({ name }) => !fitting.includes(name) && flags.has(name))
    .map(({ name }) => ({
      field: `--${name}`,
      message: 'is about a cluster that is made, and --use-cluster names one that is there',
      fix: 'leave out one of them',
    }));
}
