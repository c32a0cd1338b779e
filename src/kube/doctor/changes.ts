import type { V1Container, V1PodSpec } from '@kubernetes/client-node';
import type { KubernetesObject } from '../../core/plan.ts';
import { podTemplateOf } from '../workload/pod-template.ts';

/** What admission (webhooks, LimitRanges) has made of the pods of an object that bears on how long they take to start. */
export function changesOf(sent: KubernetesObject, stored: KubernetesObject): string[] {
  const before = podTemplateOf(structuredClone(sent))?.spec;
  const after = podTemplateOf(structuredClone(stored))?.spec;
  if (before === undefined || after === undefined) return [];
  const known = new Map(containersOf(before).map((container) => [container.name, container]));
  return [
    ...added('init container', before.initContainers, after.initContainers),
    ...added('container', before.containers, after.containers),
    ...containersOf(after).flatMap((container) => {
      const was = known.get(container.name);
      return was === undefined ? [] : differences(was, container);
    }),
  ];
}

function containersOf({ initContainers = [], containers }: V1PodSpec): V1Container[] {
  return [...initContainers, ...containers];
}

function added(
  what: string,
  before: readonly V1Container[] = [],
  after: readonly V1Container[] = [],
): string[] {
  return after
    .filter(({ name }) => !before.some((each) => each.name === name))
    .map(({ name, image = 'no image' }) => `adds ${what} ${name} (${image})`);
}

function differences(before: V1Container, after: V1Container): string[] {
  const { name, image, imagePullPolicy, resources = {} } = before;
  const { limits = {}, requests = {} } = resources;
  // The API server itself takes requests over from limits.
  const newLimits = newAmounts(limits, after.resources?.limits);
  const newRequests = newAmounts({ ...after.resources?.limits, ...requests }, after.resources?.requests);
  return [
    ...(image === after.image ? [] : [`replaces image ${image ?? ''} by ${after.image ?? ''}`]),
    ...(imagePullPolicy === undefined || imagePullPolicy === after.imagePullPolicy
      ? []
      : [`sets imagePullPolicy ${after.imagePullPolicy ?? ''}`]),
    ...newLimits.map((amount) => `sets limit ${amount}`),
    ...newRequests.map((amount) => `sets request ${amount}`),
  ].map((change) => `${change} for container ${name}`);
}

function newAmounts(before: Record<string, string>, after: Record<string, string> = {}): string[] {
  return Object.entries(after)
    .filter(([resource]) => !(resource in before))
    .map(([resource, amount]) => `${resource}=${amount}`);
}
