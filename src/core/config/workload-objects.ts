import type { Problem } from '../errors.ts';
import type { ExperimentName } from '../experiments/names.ts';
import { disturbanceOf } from '../experiments/registry.ts';
import type { Manifest } from '../plan.ts';
import { foreignController, removedVersion } from './foreign-kinds.ts';
import { describeObject } from './manifests.ts';
import { groupKindOf as kindOf } from './object-kinds.ts';
import { getIn, isMapping } from './paths.ts';

/** Kinds whose pods are waited for, and where their pods' metadata stands. */
const workloadKinds: Readonly<Record<string, readonly string[]>> = {
  '/Pod': ['metadata'],
  'apps/Deployment': ['spec', 'template', 'metadata'],
  'apps/StatefulSet': ['spec', 'template', 'metadata'],
  'apps/ReplicaSet': ['spec', 'template', 'metadata'],
  'apps/DaemonSet': ['spec', 'template', 'metadata'],
};

const runsToItsEnd = {
  message: 'runs pods that end, and a start is measured on pods that go on answering',
  fix: 'leave it out; or put it into a file of its own and name that in setup-manifests, which are created once before the first start',
};
const unsupportedKinds: Readonly<Record<string, { message: string; fix: string }>> = {
  'apps/DaemonSet': {
    message:
      'starts a pod on every node, so that its time depends on their number; only healing supports DaemonSets',
    fix: 'write its pod template as a Deployment (apps/v1), or name it in setup-manifests if the workload needs it',
  },
  'batch/Job': runsToItsEnd,
  'batch/CronJob': runsToItsEnd,
  '/ReplicationController': {
    message: 'is superseded by the Deployment and not supported',
    fix: 'write it as a Deployment (apps/v1)',
  },
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
  const foreign = manifests.flatMap(foreignProblem);
  return foreign.length > 0 ? foreign : [noPod(manifests, field)];
}

function noPod(manifests: readonly Manifest[], field: string): Problem {
  const kinds = [...new Set(manifests.map(({ object }) => `${object.kind} (${object.apiVersion})`))];
  return {
    field,
    message: `the manifest starts no pod: it needs a Pod, Deployment, StatefulSet or ReplicaSet, and holds ${kinds.join(', ')}`,
  };
}

/** A controller that the cluster may well have, whose pods nobody here knows. */
function foreignProblem({ source, object }: Manifest): Problem[] {
  const known = foreignController(object);
  return known === null ? [] : [explained({ source, object }, known)];
}

function explained(
  { source, object }: Manifest,
  { message, fix }: { message: string; fix: string },
): Problem {
  return { field: source, message: `${describeObject(object)} ${message}`, fix };
}

function unsupportedProblem(manifest: Manifest, experiment: ExperimentName): Problem[] {
  const { object } = manifest;
  const removed = removedVersion(object);
  if (removed !== null) return [explained(manifest, removed)];
  const disturbed = disturbanceOf(experiment)?.controllers ?? [];
  if (disturbed.some((kind) => kindOf(object) === `apps/${kind}`)) return [];
  const reason = unsupportedKinds[kindOf(object)];
  return reason === undefined ? [] : [explained(manifest, reason)];
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
