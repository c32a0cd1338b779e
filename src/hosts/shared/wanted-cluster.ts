import type { ClusterChoice } from '../../clusters/choice.ts';
import { downloadKeys, providers } from '../../clusters/registry.ts';
import { anyOf, type ClusterKind, type CreatedCluster } from '../../core/cluster-names.ts';
import type { GivenCluster } from '../../core/config/cluster.ts';
import type { ClusterInput } from '../../core/config/schema.ts';
import { msOf } from '../../core/duration.ts';
import type { Problem } from '../../core/errors.ts';
import type { Option } from '../../core/options/option.ts';
import { areas, standard } from '../../core/options/table.ts';

/** What a host does on its own where nothing else is said. */
export interface HostCluster {
  standard: ClusterKind;
  /** Name of a cluster that is created. */
  name: () => string;
  /** What `auto` chose; null where it was not asked for. */
  auto: ClusterKind | null;
  /** Where the logs of the nodes are put. */
  logsFolder: string;
}

/** The cluster that flags, inputs and the configuration ask for; what contradicts itself goes into `problems`. */
export function wantedCluster(given: GivenCluster, problems: Problem[], host: HostCluster): ClusterChoice {
  const { value } = given;
  const said = value.provider ?? host.standard;
  const kind = said === 'auto' ? (host.auto ?? host.standard) : said;
  // For auto it is not known beforehand what may turn out to be of use.
  if (said !== 'auto' && !given.hasWrongProvider) problems.push(...misplaced(given, kind));
  problems.push(...contradictions(given, kind));
  if (kind === 'existing')
    return { kind, kubeconfig: value.kubeconfig ?? null, context: value.context ?? null };
  return { kind, ...commonSettings(kind, value, host), ...providers[kind].settingsOf(given, problems) };
}

/** What all clusters that a run creates or uses by their name have in common. */
function commonSettings(kind: CreatedCluster, value: ClusterInput, host: HostCluster) {
  return {
    // Looked up on the PATH.
    program: kind,
    name: value.use ?? value.name ?? host.name(),
    isThere: value.use !== undefined,
    loadImages: value.loadImages ?? [],
    waitMs: msOf(value.wait ?? standard.wait),
    keep: value.keep ?? standard.keepCluster,
    onCreating: null,
    logs: value.logs ?? standard.clusterLogs,
    logsFolder: host.logsFolder,
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

/** Keys that also concern a cluster that is there: which one it is, what runs it, and what is loaded into it. */
const fitting: ReadonlySet<Key> = new Set<Key>(['use', 'loadImages', ...downloadKeys]);

/** A cluster that is there has a name, nodes and an end of its own. */
function contradictions(given: GivenCluster, kind: ClusterKind): Problem[] {
  if (given.value.use === undefined || kind === 'existing') return [];
  return specialKeys(given)
    .filter(({ key, only }) => !fitting.has(key) && !only.includes('existing'))
    .map(({ key }) => ({
      field: given.fieldOf(key),
      message: `applies only to clusters the run creates; conflicts with ${given.fieldOf('use')}`,
      fix: 'leave out one of the two',
    }));
}
