import { helperNamespaceOf } from '../../core/node-helper.ts';
import {
  neededHelper,
  startedScenarios,
  type KubernetesObject,
  type Plan,
  type Scenario,
} from '../../core/plan.ts';
import { clusterError, hasStatus, type ApiClient } from '../api/api.ts';
import { collectionPath, Discovery, type Resource } from '../api/discovery.ts';
import { findObject, type Placed } from '../api/objects.ts';
import { templateClaims } from '../workload/claims.ts';
import { runIdLabel } from '../workload/labels.ts';
import { loadPodName } from '../workload/load-pod.ts';
import { nodeHelperName } from '../workload/node-helper-pod.ts';
import { mostNodes } from '../nodes/load-nodes.ts';
import { rendered } from '../session/scenario-space.ts';

export interface RunPlace {
  namespace: string;
  runId: string;
}

export interface Left {
  /** What carries the label of the run, as it is stored. */
  found: Placed[];
  /** What may be there, and may be neither listed nor looked at. */
  hidden: Placed[];
}

/**
 * What a run of a plan may have left in a namespace of the user: everything of its kinds with the label of the run; of a
 * kind that may not be listed, what the plan names. Running takes no `list` on what no watch is about.
 */
export class LeftObjects {
  readonly #api: ApiClient;
  readonly #discovery: Discovery;
  readonly #place: RunPlace;
  /** By `apiVersion/kind`. */
  readonly #planned: Map<string, KubernetesObject[]>;

  constructor(api: ApiClient, planned: readonly KubernetesObject[], place: RunPlace) {
    this.#api = api;
    this.#discovery = new Discovery(api, planned);
    this.#place = place;
    this.#planned = Map.groupBy(planned, ({ apiVersion, kind }) => `${apiVersion}/${kind}`);
  }

  /** @throws PodStartSloError */
  async find(signal: AbortSignal): Promise<Left> {
    const left: Left = { found: [], hidden: [] };
    for (const objects of this.#planned.values()) {
      const [first] = objects;
      if (first === undefined) continue;
      const resource = await this.#discovery.resourceOf(first, signal);
      const listed = await this.#list(resource, signal);
      if (listed !== null) left.found.push(...listed);
      else for (const object of objects) await this.#look({ object, resource }, left, signal);
    }
    return left;
  }

  /** Null where that is not permitted. */
  async #list(resource: Resource, signal: AbortSignal): Promise<Placed[] | null> {
    const { apiVersion, kind } = resource;
    const path = collectionPath(resource, this.#place.namespace);
    const query = { labelSelector: `${runIdLabel}=${this.#place.runId}` };
    try {
      const { body } = await this.#api.request<{ items: object[] }>({ method: 'GET', path, query, signal });
      // Items of a list do not say what they are.
      const stored = body.items.map((item) => ({ ...item, apiVersion, kind }) as KubernetesObject);
      return stored.map((object) => ({ object, resource }));
    } catch (error) {
      if (hasStatus(error, 403)) return null;
      if (hasStatus(error, 404)) return [];
      throw clusterError(error, `listing ${path}`);
    }
  }

  /** One of that name that somebody else has made is none of the run's. */
  async #look(placed: Placed, left: Left, signal: AbortSignal): Promise<void> {
    try {
      const object = await findObject(this.#api, placed, signal);
      if (object?.metadata.labels?.[runIdLabel] === this.#place.runId) left.found.push({ ...placed, object });
    } catch (error) {
      if (!hasStatus(error, 403))
        throw clusterError(error, `looking at ${placed.object.kind}/${placed.object.metadata.name}`);
      left.hidden.push(placed);
    }
  }
}

/** Kinds and names of everything that a run may make; nothing here is ever sent. */
export function plannedObjects(plan: Plan, { namespace, runId }: RunPlace): KubernetesObject[] {
  const started = startedScenarios(plan);
  const hasLoad = started.some(({ condition }) => condition?.kind === 'busy-node');
  const objects = [
    ...started.flatMap((scenario) => rendered(scenario, namespace, { runId, iteration: null }, false)),
    ...plannedClaims(started, { namespace, runId }),
    ...plan.setupManifests.map(({ object }) => inNamespace(object, namespace)),
    ...(hasLoad ? podsOnNodes(namespace, (index) => loadPodName(runId, index)) : []),
    ...(helperNamespaceOf(neededHelper(plan), namespace) === namespace
      ? helperObjects({ namespace, runId })
      : []),
  ];
  const keyed = objects.map(
    (object) => [`${object.apiVersion}/${object.kind}/${object.metadata.name}`, object] as const,
  );
  return [...new Map(keyed).values()];
}

/** Claims that controllers make for the StatefulSets of the scenarios. */
export function plannedClaims(
  scenarios: readonly Scenario[],
  { namespace, runId }: RunPlace,
): KubernetesObject[] {
  return scenarios.flatMap((scenario) => {
    const objects = rendered(scenario, namespace, { runId, iteration: null }, false);
    return templateClaims(objects, scenario).map(({ object }) => object);
  });
}

function inNamespace(object: KubernetesObject, namespace: string): KubernetesObject {
  return { ...object, metadata: { ...object.metadata, namespace } };
}

export function helperObjects({ namespace, runId }: RunPlace): KubernetesObject[] {
  return podsOnNodes(namespace, (index) => nodeHelperName(runId, index));
}

/** On how many nodes they were is not known any more. */
function podsOnNodes(namespace: string, nameOf: (index: number) => string): KubernetesObject[] {
  return Array.from({ length: mostNodes }, (_, index) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: nameOf(index), namespace },
  }));
}
