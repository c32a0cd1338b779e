import type { Problem } from '../errors.ts';
import type { ExperimentName } from '../experiment.ts';
import type { KubernetesObject, Manifest } from '../plan.ts';
import { groupOf } from './cluster-scoped.ts';
import { describeObject } from './manifests.ts';
import { getIn, isMapping } from './paths.ts';

/** Kinds whose pods are waited for, and where their pods' metadata stands. */
const workloadKinds: Readonly<Record<string, readonly string[]>> = {
  '/Pod': ['metadata'],
  'apps/Deployment': ['spec', 'template', 'metadata'],
  'apps/StatefulSet': ['spec', 'template', 'metadata'],
  'apps/ReplicaSet': ['spec', 'template', 'metadata'],
  'apps/DaemonSet': ['spec', 'template', 'metadata'],
};

const runsToItsEnd = 'runs pods that end, and a start is measured on pods that go on answering';
const unsupportedKinds: Readonly<Record<string, string>> = {
  'apps/DaemonSet':
    'starts a pod on every node, so that its time depends on their number; only healing supports DaemonSets',
  'batch/Job': runsToItsEnd,
  'batch/CronJob': runsToItsEnd,
  '/ReplicationController': 'is superseded by the Deployment and not supported',
};

/** The objects of a manifest whose pods are measured. */
export function workloadsOf(manifests: readonly Manifest[]): Manifest[] {
  return manifests.filter(({ object }) => kindOf(object) in workloadKinds);
}

/** What keeps the objects of a manifest from being measured. */
export function workloadProblems(
  manifests: readonly Manifest[],
  field: string,
  experiment: ExperimentName,
): Problem[] {
  const workloads = workloadsOf(manifests);
  const problems = [
    ...manifests.flatMap((manifest) => unsupportedProblem(manifest, experiment)),
    ...workloads.flatMap(replicasProblem),
  ];
  if (workloads.length > 0 || problems.length > 0) return problems;
  return [
    {
      field,
      message: 'the manifest starts no pod: it needs a Pod, Deployment, StatefulSet or ReplicaSet',
    },
  ];
}

function unsupportedProblem({ source, object }: Manifest, experiment: ExperimentName): Problem[] {
  if (object.kind === 'DaemonSet' && experiment === 'healing') return [];
  const reason = unsupportedKinds[kindOf(object)];
  return reason === undefined ? [] : [{ field: source, message: `${describeObject(object)} ${reason}` }];
}

function replicasProblem({ source, object }: Manifest): Problem[] {
  if (getIn(object, ['spec', 'replicas']) !== 0) return [];
  return [
    {
      field: `${source} spec.replicas`,
      value: '0',
      message: `${describeObject(object)} has no replicas, so nothing would ever answer`,
      fix: 'set at least 1',
    },
  ];
}

/** Whether a selector matches the pods of at least one workload, as far as the manifest tells. */
export function selectsAny(
  manifests: readonly Manifest[],
  selector: Readonly<Record<string, string>>,
): boolean {
  return workloadsOf(manifests).some(({ object }) => {
    const labels = getIn(object, [...(workloadKinds[kindOf(object)] ?? []), 'labels']);
    return Object.entries(selector).every(([name, value]) => isMapping(labels) && labels[name] === value);
  });
}

function kindOf(object: KubernetesObject): string {
  return `${groupOf(object.apiVersion)}/${object.kind}`;
}
