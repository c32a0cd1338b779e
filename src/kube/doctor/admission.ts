import { nodeHelperRun, type DryRun } from '../../core/doctor/checks/admission.ts';
import { PodStartSloError } from '../../core/errors.ts';
import { helperNamespaceOf } from '../../core/node-helper.ts';
import { startedScenarios, type KubernetesObject, type NodeHelperPlan, type Plan } from '../../core/plan.ts';
import type { ApiClient } from '../api/api.ts';
import { podResource, type Discovery, type Resource } from '../api/discovery.ts';
import { rendered } from '../session/scenario-space.ts';
import { nodeHelperPod } from '../workload/node-helper-pod.ts';
import { podTemplateOf } from '../workload/pod-template.ts';
import { own } from '../workload/render.ts';
import { dryRun, type DryRunOf } from './dry-run.ts';

export interface AdmissionQuestion {
  api: ApiClient;
  discovery: Discovery;
  plan: Plan;
  namespace: string;
  runId: string;
  inCluster: boolean;
  /** Pods that would remove images from nodes. */
  nodeHelper: NodeHelperPlan | null;
}

/** Every object of the plan as the API server would take it, and the pods that controllers would make of them. */
export async function seeAdmission(question: AdmissionQuestion, signal: AbortSignal): Promise<DryRun[]> {
  const { api, discovery } = question;
  const runs: DryRun[] = [];
  for (const { scenario, object } of objectsOf(question)) {
    const of = { scenario, kind: object.kind, name: object.metadata.name };
    const resource = await resourceOf(discovery, object, signal);
    if (resource !== null)
      runs.push(await dryRun(api, { object, resource }, { ...of, isFromTemplate: false }, signal));
    runs.push(...(await templateRun(api, object, of, signal)));
  }
  return [...runs, ...(await helperRun(question, signal))];
}

interface Asked {
  scenario: string;
  object: KubernetesObject;
}

function objectsOf({ plan, namespace, runId, inCluster }: AdmissionQuestion): Asked[] {
  const owner = { runId, iteration: 'check' };
  return [
    ...plan.setupManifests.map(({ object }) => ({
      scenario: 'setup',
      object: own(object, namespace, owner),
    })),
    ...startedScenarios(plan).flatMap((scenario) =>
      onePod(rendered(scenario, namespace, owner, inCluster)).map((object) => ({
        scenario: scenario.name,
        object,
      })),
    ),
  ];
}

/** Of the pods of a burst, which are alike, the first. */
function onePod(objects: readonly KubernetesObject[]): KubernetesObject[] {
  const first = objects.find(({ kind }) => kind === 'Pod');
  const isBurst = objects.filter(({ kind }) => kind === 'Pod').length === objects.length - 1;
  return objects.filter((object) => !isBurst || object.kind !== 'Pod' || object === first);
}

/** A kind that the cluster does not know is told with the permissions. */
async function resourceOf(
  discovery: Discovery,
  object: KubernetesObject,
  signal: AbortSignal,
): Promise<Resource | null> {
  try {
    return await discovery.resourceOf(object, signal);
  } catch (error) {
    if (error instanceof PodStartSloError && error.code === 'usage') return null;
    throw error;
  }
}

async function helperRun(question: AdmissionQuestion, signal: AbortSignal): Promise<DryRun[]> {
  const { api, nodeHelper, namespace, runId } = question;
  if (nodeHelper === null) return [];
  const place = { image: nodeHelper.image, namespace: helperNamespaceOf(nodeHelper, namespace), runId };
  const object = nodeHelperPod({
    ...place,
    leaseNamespace: place.namespace,
    nodeName: 'any',
    index: 0,
    deadlineSeconds: 60,
  });
  const of = { scenario: 'node helper', ...nodeHelperRun };
  return [await dryRun(api, { object, resource: podResource }, of, signal)];
}

/** What admission says of a controller's pods it says to the controller, later: a pod of the template tells now. */
async function templateRun(
  api: ApiClient,
  object: KubernetesObject,
  of: Omit<DryRunOf, 'isFromTemplate'>,
  signal: AbortSignal,
): Promise<DryRun[]> {
  const template = object.kind === 'Pod' ? null : podTemplateOf(object);
  if (template === null) return [];
  const { name, namespace = '' } = object.metadata;
  const pod: KubernetesObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `${name.slice(0, 200)}-doctor`, namespace, labels: template.labels },
    spec: template.spec,
  };
  return [await dryRun(api, { object: pod, resource: podResource }, { ...of, isFromTemplate: true }, signal)];
}
