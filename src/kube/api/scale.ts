import type { FoundScale } from '../../core/experiments/scaling/scale-record.ts';
import type { ApiClient } from './api.ts';
import { controllerPath, type ControllerRef } from '../workload/controller.ts';

/** Its metadata are those of the workload, but for the labels. */
interface ScaleObject {
  metadata?: { uid?: string; resourceVersion?: string };
  spec?: { replicas?: number };
}

export interface StoredScale extends FoundScale {
  /** Of the workload; empty where it was not told. */
  resourceVersion: string;
}

/**
 * The scale of a workload, by its subresource: nothing else of the object can be changed by it
 * (https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#scale-subresource).
 */
export class Scale {
  readonly #api: ApiClient;
  readonly #path: string;

  constructor(api: ApiClient, namespace: string, controller: ControllerRef) {
    this.#api = api;
    this.#path = `${controllerPath(namespace, controller)}/scale`;
  }

  /** Replicas asked for, and of which object. @throws ApiError */
  async read(signal: AbortSignal): Promise<StoredScale> {
    const { body } = await this.#api.request<ScaleObject>({ method: 'GET', path: this.#path, signal });
    const { uid = '', resourceVersion = '' } = body.metadata ?? {};
    return { uid, resourceVersion, replicas: body.spec?.replicas ?? 0 };
  }

  /**
   * @param unchangedSince the resource version that was read; a workload that has changed since is left (409)
   * @throws ApiError
   */
  async set(replicas: number, signal: AbortSignal, unchangedSince = ''): Promise<void> {
    const metadata = unchangedSince === '' ? {} : { metadata: { resourceVersion: unchangedSince } };
    await this.#api.request({
      method: 'PATCH',
      path: this.#path,
      body: { ...metadata, spec: { replicas } },
      contentType: 'application/merge-patch+json',
      signal,
    });
  }
}
