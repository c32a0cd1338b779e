import type { V1Container } from '@kubernetes/client-node';
import { experimentOf } from '../../core/experiments/registry.ts';
import type { ImageWorkload, KubernetesObject, Scenario } from '../../core/plan.ts';
import { groupOf } from '../../core/config/cluster-scoped.ts';
import { isPod, isService } from '../../core/config/object-kinds.ts';
import { isMapping } from '../../core/config/paths.ts';
import { burstOf, withReplicas } from './burst.ts';
import { imageObjects } from './image-workload.ts';
import { labelClaims } from './claims.ts';
import { inInstallOrder } from './install-order.ts';
import { managedByLabel, managedByValue, ownershipLabels, type Ownership } from './labels.ts';
import { podTemplateOf, selects } from './pod-template.ts';

/** The objects of one iteration, in the order they are created, ready to be sent. */
export function renderIteration(
  scenario: Scenario,
  namespace: string,
  owner: Ownership,
  serviceType: string,
): KubernetesObject[] {
  const objects = objectsOf(scenario, serviceType);
  const ordered = inInstallOrder(objects, (object) => object);
  const owned = ordered.map((object) => own(object, namespace, owner));
  if (scenario.imagePullPolicy !== null) setPullPolicy(owned, scenario.imagePullPolicy);
  for (const object of owned) narrowSelector(object, owned, owner);
  const graceSeconds = graceSecondsOf(scenario);
  if (graceSeconds !== null) for (const object of owned) setGracePeriod(object, graceSeconds);
  return owned;
}

/** How a pod that is killed goes is what healing measures: unless told otherwise it keeps its own grace period. */
function graceSecondsOf({ healing, gracePeriodSeconds }: Scenario): number | null {
  return healing === null ? gracePeriodSeconds : healing.gracePeriodSeconds;
}

function objectsOf(scenario: Scenario, serviceType: string): KubernetesObject[] {
  const { name, workload } = scenario;
  if (workload.kind === 'target') return [];
  if (workload.kind === 'image') {
    const objects = imageObjects(objectName(name), workload, serviceType, replicasOf(scenario, workload));
    return scenario.burst > 1 ? burstOf(objects, scenario.burst) : objects;
  }
  const objects = workload.manifests.map(({ object }) => object);
  if (scenario.burst > 1) return burstOf(objects, scenario.burst);
  return scenario.scaling === null ? objects : withReplicas(objects, scenario.scaling.from ?? 1);
}

/** Of the Deployment that the tool makes; null where it makes a Pod. */
function replicasOf(scenario: Scenario, { replicas }: ImageWorkload): number | null {
  if (scenario.scaling !== null) return scenario.scaling.from ?? 1;
  return experimentOf(scenario).disturbs === null ? null : replicas;
}

/** A copy of the object in the run's namespace, with the labels by which it is found again. */
export function own(object: KubernetesObject, namespace: string, owner: Ownership): KubernetesObject {
  const copy = structuredClone(object);
  copy.metadata.namespace = namespace;
  const labels = (copy.metadata.labels ??= {});
  labels[managedByLabel] ??= managedByValue;
  Object.assign(labels, ownershipLabels(owner));
  const template = podTemplateOf(copy);
  if (template !== null) Object.assign(template.labels, ownershipLabels(owner));
  bindToNamespace(copy, namespace);
  labelClaims(copy, ownershipLabels(owner));
  return copy;
}

/** The accounts that a binding names without a namespace are those of the run. */
function bindToNamespace(object: KubernetesObject, namespace: string): void {
  const { subjects } = object;
  if (groupOf(object.apiVersion) !== 'rbac.authorization.k8s.io' || !Array.isArray(subjects)) return;
  for (const subject of subjects as unknown[])
    if (isMapping(subject) && subject['kind'] === 'ServiceAccount') subject['namespace'] ??= namespace;
}

/**
 * A Service that selects the iteration's own pods is narrowed to them, so that an old pod with the same labels, which
 * may well answer, is never mistaken for the new one. Others (pods made by a controller we do not know) stay as they are.
 */
function narrowSelector(object: KubernetesObject, all: readonly KubernetesObject[], owner: Ownership): void {
  if (!isService(object)) return;
  const spec = object['spec'] as { selector?: Record<string, string> };
  const { selector } = spec;
  if (selector === undefined) return;
  const isOurs = all.some((each) => selects(selector, podTemplateOf(each)?.labels ?? {}));
  if (isOurs) spec.selector = { ...selector, ...ownershipLabels(owner) };
}

/** Pods of a controller go by the grace period in their template; those created as such get it with their deletion. */
function setGracePeriod(object: KubernetesObject, seconds: number): void {
  const spec = isPod(object) ? undefined : podTemplateOf(object)?.spec;
  if (spec !== undefined) spec.terminationGracePeriodSeconds = seconds;
}

function setPullPolicy(objects: readonly KubernetesObject[], policy: string): void {
  for (const container of objects.flatMap(containersOf)) container.imagePullPolicy = policy;
}

function containersOf(object: KubernetesObject): V1Container[] {
  const spec = podTemplateOf(object)?.spec;
  return spec === undefined ? [] : [...(spec.initContainers ?? []), ...spec.containers];
}

/** The images of the objects' containers and volumes, each once. */
export function imagesOf(objects: readonly KubernetesObject[]): string[] {
  const volumes = objects.flatMap((object) => podTemplateOf(object)?.spec.volumes ?? []);
  const images = objects.flatMap(containersOf).map(({ image }) => image);
  return [
    ...new Set([...images, ...volumes.map(({ image }) => image?.reference)].flatMap((image) => image ?? [])),
  ];
}

/** How many pods the objects ask for. */
export function expectedPods(objects: readonly KubernetesObject[]): number {
  return objects.reduce((sum, object) => sum + (podTemplateOf(object)?.replicas ?? 0), 0);
}

/** A name that every kind accepts: RFC 1123 label, and for Services it must start with a letter. */
export function objectName(scenarioName: string): string {
  const slug = scenarioName
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .slice(0, 50)
    .replaceAll(/^[^a-z]+|-+$/g, '');
  return slug === '' ? 'pod-start' : slug;
}
