import type { Plan, Scenario } from './plan.ts';
import type { ClusterFacts, Result, Via } from './result.ts';

export interface FingerprintFacts {
  plan: Plan;
  cluster: ClusterFacts;
  via: Via | null;
  /** The class of machine this runs on. */
  runner: string;
}

/**
 * What has to be equal for two results to be comparable: the cluster's make (not its name), the runner's class, the
 * path asked and the workloads. Objectives and iteration counts may differ.
 */
export function fingerprintOf(
  facts: FingerprintFacts,
  sha256: (text: string) => string,
): Result['fingerprint'] {
  const { plan, cluster, via, runner } = facts;
  const parts = {
    kubernetes: cluster.version,
    nodes: cluster.nodes
      .map((node) =>
        [node.kubeletVersion, node.containerRuntime, node.osImage, node.cpu, gibibytes(node.memory)].join(
          ' ',
        ),
      )
      .sort()
      .join('; '),
    runner,
    via: via ?? 'none',
    workloads: sha256(JSON.stringify(plan.scenarios.map(workloadOf))).slice(0, 16),
  };
  return { hash: sha256(JSON.stringify(parts)).slice(0, 16), parts };
}

function workloadOf({ name, workload, imagePullPolicy, imageCache, probe }: Scenario): unknown {
  return { name, workload, imagePullPolicy, imageCache, scheme: probe.scheme, path: probe.path };
}

/** Machines of one class differ by a few pages. */
function gibibytes(memory: string): string {
  const kibibytes = /^(\d+)Ki$/.exec(memory)?.[1];
  return kibibytes === undefined ? memory : `${Math.round(Number(kibibytes) / 2 ** 20)} GiB`;
}
