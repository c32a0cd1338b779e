import { experimentOf } from './experiments/registry.ts';
import type { Plan, Scenario } from './plan.ts';
import { literalParts } from './steps/plan.ts';
import type { ClusterFacts, Result, Via } from './result.ts';

export interface FingerprintFacts {
  plan: Plan;
  cluster: ClusterFacts;
  via: Via | null;
  /** The class of machine this runs on. */
  runner: string;
}

/**
 * What has to be equal for two results to be of one thing: the cluster's make (not its name), the runner's class, the
 * path asked, the workloads and their images. Objectives and iteration counts may differ, and for results that are
 * compared with each other the images too.
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
    workloads: sha256(
      JSON.stringify([...plan.scenarios.map(workloadOf), ...stepsOf(plan)], withoutImages),
    ).slice(0, 16),
    images: imagesOf(plan).join(', '),
  };
  return { hash: sha256(JSON.stringify(parts)).slice(0, 16), parts };
}

function workloadOf(scenario: Scenario): unknown {
  const { name, workload, imagePullPolicy, imageCache, probe, condition } = scenario;
  const { path, service, port } = probe;
  const asked = { ...(service === null ? {} : { service }), ...(port === null ? {} : { port }) };
  const scheme = probe.scheme ?? 'http';
  // As a text: the image of the load is no image of a workload, which may differ.
  const under = condition === null ? {} : { condition: JSON.stringify(condition) };
  return {
    name,
    workload,
    imagePullPolicy,
    imageCache,
    ...under,
    ...experimentOf(scenario).identity(scenario),
    ...asked,
    scheme,
    path,
  };
}

/** What a policy does step by step, where it does. */
function stepsOf({ policy }: Plan): unknown[] {
  return policy === undefined ? [] : literalParts(policy).map(({ scenario }) => scenario);
}

/** Leaves out what is told apart: a new image of the same workload is what one compares. */
function withoutImages(key: string, value: unknown): unknown {
  return key === 'image' && typeof value === 'string' ? undefined : value;
}

function imagesOf({ scenarios }: Plan): string[] {
  const images: string[] = [];
  JSON.stringify(scenarios.map(workloadOf), (key, value: unknown) => {
    if (key === 'image' && typeof value === 'string') images.push(value);
    return value;
  });
  return [...new Set(images)];
}

/** Machines of one class differ by a few pages. */
function gibibytes(memory: string): string {
  const kibibytes = /^(\d+)Ki$/.exec(memory)?.[1];
  return kibibytes === undefined ? memory : `${Math.round(Number(kibibytes) / 2 ** 20)} GiB`;
}
