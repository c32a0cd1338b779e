import type { KubernetesObject } from '../plan.ts';
import { isRead } from './object-shapes.ts';
import { groupKindOf } from './object-kinds.ts';
import { getIn, isMapping, printPath, removeIn, type Path } from './paths.ts';

export interface Tidied {
  object: KubernetesObject;
  /** Fields that only the API server sets, which were left out. */
  leftOut: string[];
}

/** What an API server writes into every object. A create request may not hold it, or it means another object. */
const serverMetadata = [
  'resourceVersion',
  'uid',
  'creationTimestamp',
  'generation',
  'managedFields',
  'selfLink',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'ownerReferences',
] as const;

/** What a cluster has chosen for an object that was read from it: an address, a node, a volume. */
const chosenByCluster: Readonly<Record<string, readonly Path[]>> = {
  '/Service': [
    ['spec', 'clusterIP'],
    ['spec', 'clusterIPs'],
    ['spec', 'healthCheckNodePort'],
  ],
  '/Pod': [['spec', 'nodeName']],
  '/PersistentVolumeClaim': [
    ['spec', 'volumeName'],
    ['metadata', 'annotations', 'pv.kubernetes.io/bind-completed'],
    ['metadata', 'annotations', 'pv.kubernetes.io/bound-by-controller'],
  ],
};

/** An object as its author meant it: without empty parts, and without what `kubectl get -o yaml` adds. */
export function tidyObject(given: KubernetesObject): Tidied {
  const object = isRead(given) ? (withoutNulls(given) as KubernetesObject) : given;
  const isExported = ['resourceVersion', 'uid', 'creationTimestamp', 'managedFields'].some(
    (key) => (object.metadata[key] ?? null) !== null,
  );
  const paths = [
    ...serverMetadata.map((key) => ['metadata', key]),
    ...(isRead(object) || isExported ? [['status']] : []),
    ...(isExported ? exportedPaths(object) : []),
  ].filter((path) => getIn(object, path) !== undefined);
  return {
    object: paths.reduce<unknown>((rest, path) => removeIn(rest, path), object) as KubernetesObject,
    leftOut: paths.filter((path) => isSaid(getIn(object, path))).map((path) => printPath(path)),
  };
}

/** `status: {}` and `creationTimestamp: null`, which generators write, say nothing. */
function isSaid(value: unknown): boolean {
  return value !== null && !(isMapping(value) && Object.keys(value).length === 0);
}

/** A headless Service is headless because its author said so; node ports are taken as long as the original is there. */
function exportedPaths(object: KubernetesObject): readonly Path[] {
  const isHeadless = getIn(object, ['spec', 'clusterIP']) === 'None';
  const chosen = chosenByCluster[groupKindOf(object)] ?? [];
  const ports = groupKindOf(object) === '/Service' ? getIn(object, ['spec', 'ports']) : [];
  const nodePorts = (Array.isArray(ports) ? ports : []).map((_, index) => [
    'spec',
    'ports',
    index,
    'nodePort',
  ]);
  return [['metadata', 'finalizers'], ...(isHeadless ? [] : chosen), ...nodePorts];
}

/** In Kubernetes' own kinds a key without a value is a key that is not there. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isMapping(value)) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== null && item !== undefined);
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutNulls(item)]));
}
