import { customKindsOf, type CustomKind } from '../../core/custom-kinds.ts';
import { removedVersion } from '../../core/config/foreign-kinds.ts';
import { type PodStartSloError, usageError } from '../../core/errors.ts';
import type { KubernetesObject } from '../../core/plan.ts';
import { clusterError, hasStatus, type ApiClient } from './api.ts';

/** Where objects of one kind live (https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-uris). */
export interface Resource {
  apiVersion: string;
  kind: string;
  /** The plural in paths, e.g. `pods`. */
  plural: string;
  namespaced: boolean;
  /** A definition that the run itself creates brings the kind: until it is established, requests get a 404. */
  isNew?: boolean;
}

/** Of pods that the tool makes itself nobody has to be asked. */
export const podResource: Resource = { apiVersion: 'v1', kind: 'Pod', plural: 'pods', namespaced: true };

interface ResourceList {
  resources: readonly { name: string; kind: string; namespaced: boolean }[];
}

/** Finds the resource of a kind by asking the API server once per API version. */
export class Discovery {
  readonly #api: ApiClient;
  readonly #brought: readonly CustomKind[];
  readonly #lists = new Map<string, Promise<ResourceList | null>>();

  /** @param created what the run creates: the kinds that definitions among it bring need not exist yet. */
  constructor(api: ApiClient, created: readonly KubernetesObject[] = []) {
    this.#api = api;
    this.#brought = customKindsOf(created);
  }

  /** @throws PodStartSloError usage where the cluster has no such kind; cluster where it does not answer. */
  async resourceOf({ apiVersion, kind, metadata }: KubernetesObject, signal: AbortSignal): Promise<Resource> {
    let listing = this.#lists.get(apiVersion);
    if (listing === undefined) {
      listing = this.#list(apiVersion, signal);
      this.#lists.set(apiVersion, listing);
    }
    const list = await listing;
    const found = list?.resources.find((each) => each.kind === kind && !each.name.includes('/'));
    if (found === undefined) {
      const brought = this.#brought.find((each) => each.apiVersion === apiVersion && each.kind === kind);
      if (brought !== undefined) return { ...brought, isNew: true };
      throw unknownKind(apiVersion, kind, metadata.name);
    }
    return { apiVersion, kind, plural: found.name, namespaced: found.namespaced };
  }

  async #list(apiVersion: string, signal: AbortSignal): Promise<ResourceList | null> {
    try {
      return (await this.#api.request<ResourceList>({ method: 'GET', path: apiRoot(apiVersion), signal }))
        .body;
    } catch (error) {
      this.#lists.delete(apiVersion);
      if (hasStatus(error, 404)) return null;
      throw clusterError(error, `asking which kinds ${apiVersion} has`);
    }
  }
}

function apiRoot(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

/** Path of a collection: `/apis/apps/v1/namespaces/x/deployments`. */
export function collectionPath(resource: Resource, namespace: string): string {
  const root = apiRoot(resource.apiVersion);
  return resource.namespaced
    ? `${root}/namespaces/${namespace}/${resource.plural}`
    : `${root}/${resource.plural}`;
}

function unknownKind(apiVersion: string, kind: string, name: string): PodStartSloError {
  const removed = removedVersion({ apiVersion, kind });
  return usageError([
    {
      field: `${kind}/${name}`,
      value: `${apiVersion} ${kind}`,
      message: 'the cluster has no such kind',
      fix:
        removed?.fix ??
        'check apiVersion and kind; a custom resource needs its CustomResourceDefinition: in the cluster (kubectl apply -f), or in the manifest with --allow-cluster-scoped',
    },
  ]);
}

/** A run works in its namespace alone, unless it is told that it may do more. */
export function clusterScopedProblem({ apiVersion, kind }: Resource, source: string): PodStartSloError {
  return usageError([
    {
      field: source,
      value: `${apiVersion} ${kind}`,
      message: 'the kind is cluster-scoped: it would touch more than the namespace of the run',
      fix: 'remove the document, or pass --allow-cluster-scoped',
    },
  ]);
}
