import type { V1Node, V1NodeSelectorRequirement, V1NodeSelectorTerm } from '@kubernetes/client-node';
import type { V1PodSpec, V1Taint, V1Toleration } from '@kubernetes/client-node';
import type { KubernetesObject } from '../../core/plan.ts';
import { podTemplateOf } from '../workload/pod-template.ts';
import { isReady } from './cluster-facts.ts';

/**
 * Names of the nodes on which a pod of the objects may land: Ready, and kept out by none of the rules that are about the
 * node alone (https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/). What depends on other pods (room,
 * spreading) may still keep it from some of them.
 */
export function landingNodes(nodes: readonly V1Node[], objects: readonly KubernetesObject[]): string[] {
  const specs = objects.flatMap(podSpecOf);
  return nodes
    .filter((node) => isReady(node) && specs.some((spec) => mayLand(spec, node)))
    .map(({ metadata }) => metadata?.name ?? '');
}

/** A DaemonSet's controller has its pods tolerate these. */
const ofDaemonSets: V1Toleration[] = [
  'unschedulable',
  'disk-pressure',
  'memory-pressure',
  'pid-pressure',
].map((name) => ({ key: `node.kubernetes.io/${name}`, operator: 'Exists' }));

function podSpecOf(object: KubernetesObject): V1PodSpec[] {
  const spec = podTemplateOf(structuredClone(object))?.spec;
  if (spec === undefined) return [];
  if (object.kind === 'DaemonSet') spec.tolerations = [...(spec.tolerations ?? []), ...ofDaemonSets];
  return [spec];
}

function mayLand(spec: V1PodSpec, node: V1Node): boolean {
  const { nodeName, nodeSelector = {}, affinity, tolerations = [] } = spec;
  // Named, it is there past the scheduler.
  if (nodeName !== undefined && nodeName !== '') return nodeName === node.metadata?.name;
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  return (
    taintsOf(node).every((taint) => tolerations.some((each) => tolerates(each, taint))) &&
    Object.entries(nodeSelector).every(([key, value]) => node.metadata?.labels?.[key] === value) &&
    (terms === undefined || terms.some((term) => matches(term, node)))
  );
}

function taintsOf({ spec }: V1Node): V1Taint[] {
  const taints = (spec?.taints ?? []).filter(({ effect }) => effect !== 'PreferNoSchedule');
  const key = 'node.kubernetes.io/unschedulable';
  if (spec?.unschedulable !== true || taints.some((taint) => taint.key === key)) return taints;
  return [...taints, { key, effect: 'NoSchedule' }];
}

function tolerates({ key = '', operator = 'Equal', value = '', effect = '' }: V1Toleration, taint: V1Taint) {
  if (effect !== '' && effect !== taint.effect) return false;
  if (key === '') return operator === 'Exists';
  return key === taint.key && (operator === 'Exists' || value === (taint.value ?? ''));
}

/** One without any requirement matches nothing. */
function matches({ matchExpressions = [], matchFields = [] }: V1NodeSelectorTerm, node: V1Node): boolean {
  const { labels = {}, name } = node.metadata ?? {};
  return (
    matchExpressions.length + matchFields.length > 0 &&
    matchExpressions.every((each) => meets(each, labels[each.key])) &&
    // There is no other field but metadata.name.
    matchFields.every((each) => meets(each, name))
  );
}

function meets({ operator, values = [] }: V1NodeSelectorRequirement, found: string | undefined): boolean {
  const [bound = ''] = values;
  switch (operator) {
    case 'In':
      return found !== undefined && values.includes(found);
    case 'NotIn':
      return found === undefined || !values.includes(found);
    case 'Exists':
      return found !== undefined;
    case 'DoesNotExist':
      return found === undefined;
    case 'Gt':
      return found !== undefined && Number(found) > Number(bound);
    case 'Lt':
      return found !== undefined && Number(found) < Number(bound);
    default:
      // One that is not known yet keeps the pod from no node.
      return true;
  }
}
