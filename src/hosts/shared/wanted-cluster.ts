import { msOf } from '../../core/duration.ts';
import type { AutoKind } from '../../core/auto-cluster.ts';
import type { GivenCluster } from '../../core/config/cluster.ts';
import type { ClusterInput } from '../../core/config/schema.ts';
import type { Problem } from '../../core/errors.ts';
import type { Option } from '../../core/options/option.ts';
import { areas, standard } from '../../core/options/table.ts';
import type { ClusterChoice } from '../providers.ts';
import { anyOf, type ClusterKind } from './cluster-kinds.ts';
import { registryChoiceOf } from './registry-choice.ts';

/** What a host does on its own where nothing else is said. */
export interface HostCluster {
  standard: ClusterKind;
  /** Name of a cluster that is created. */
  name: () => string;
  /** What `auto` chose; null where it was not asked for. */
  auto: AutoKind | null;
}

/** A cluster as it was asked for; how kind gets onto the machine is up to the host. */
export type WantedCluster =
  | Exclude<ClusterChoice, { kind: 'kind' }>
  | (Omit<Extract<ClusterChoice, { kind: 'kind' }>, 'kindPath' | 'onCreating' | 'logsFolder'> & {
      /** The release of kind to download, for a host that does. */
      release: { version: string; sha256: string | null };
    });

/** The cluster that flags, inputs and the configuration ask for; what contradicts itself goes into `problems`. */
export function wantedCluster(given: GivenCluster, problems: Problem[], host: HostCluster): WantedCluster {
  const { value } = given;
  const said = value.provider ?? host.standard;
  const kind = said === 'auto' ? (host.auto ?? host.standard) : said;
  // For auto it is not known beforehand what may turn out to be of use.
  if (said !== 'auto' && !given.hasWrongProvider) problems.push(...misplaced(given, kind));
  problems.push(...contradictions(given, kind));
  if (kind === 'existing')
    return { kind, kubeconfig: value.kubeconfig ?? null, context: value.context ?? null };
  const created = createdCluster(value, host);
  const nodeImage = value.nodeImage ?? null;
  switch (kind) {
    case 'kind':
      return {
        ...{ kind, ...created, nodeImage, config: value.kindConfig ?? null },
        registry: registryChoiceOf(given, problems),
        release: {
          version: value.kindVersion ?? standard.kindVersion,
          sha256: value.kindSha256 ?? null,
        },
      };
    case 'minikube':
      return {
        ...{ kind, ...created, minikubePath: 'minikube', onCreating: null, driver: value.driver ?? null },
        kubernetesVersion: value.kubernetesVersion ?? null,
        args: value.minikubeArgs ?? [],
      };
    case 'k3d':
      return { kind, ...created, k3dPath: 'k3d', onCreating: null, nodeImage };
  }
}

/** What all clusters that a run creates have in common. */
function createdCluster(value: ClusterInput, host: HostCluster) {
  return {
    name: value.use ?? value.name ?? host.name(),
    isThere: value.use !== undefined,
    loadImages: value.loadImages ?? [],
    waitMs: msOf(value.wait ?? standard.wait),
    keep: value.keep ?? standard.keepCluster,
  };
}

type Key = keyof ClusterInput;

/** The keys that were given and concern only some kinds of cluster, with those kinds. */
export function specialKeys({ value }: GivenCluster): { key: Key; only: readonly string[] }[] {
  const options: readonly Option[] = [areas.cluster, areas.createdCluster].flatMap((area) =>
    Object.values<Option>(area.options),
  );
  return options.flatMap(({ path, only }) => {
    const key = path?.replace(/^cluster\./, '') as Key;
    return only === undefined || value[key] === undefined ? [] : [{ key, only }];
  });
}

function misplaced(given: GivenCluster, kind: ClusterKind): Problem[] {
  return specialKeys(given)
    .filter(({ only }) => !only.includes(kind))
    .map(({ key, only }) => ({
      field: given.fieldOf(key),
      message: `applies only to --cluster ${anyOf(only)}; this is --cluster ${kind}`,
      fix: `leave it out, or set --cluster ${only[0] ?? ''}`,
    }));
}

/** Keys that also concern an existing cluster of kind, minikube or k3d: which one it is, and which kind is run. */
const fitting: readonly Key[] = ['use', 'kindVersion', 'kindSha256'];

/** An existing cluster has a name, nodes and an end of its own; kind loads more images into it. */
function contradictions(given: GivenCluster, kind: ClusterKind): Problem[] {
  if (given.value.use === undefined || kind === 'existing') return [];
  const fits = new Set<Key>([...fitting, ...(kind === 'kind' ? (['loadImages'] as const) : [])]);
  return specialKeys(given)
    .filter(({ key, only }) => !fits.has(key) && !only.includes('existing'))
    .map(({ key }) => ({
      field: given.fieldOf(key),
      message: `applies only to clusters the run creates; conflicts with ${given.fieldOf('use')}`,
      fix: 'leave out one of the two',
    }));
}
