import type { ApiClient } from './api.ts';
import { controllerPath, type ControllerRef } from './workload/controller.ts';

interface ScaleObject {
  spec?: { replicas?: number };
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

  /** Replicas asked for. @throws ApiError */
  async read(signal: AbortSignal): Promise<number> {
    const { body } = await this.#api.request<ScaleObject>({ method: 'GET', path: this.#path, signal });
    return body.spec?.replicas ?? 0;
  }

  /** @throws ApiError */
  async set(replicas: number, signal: AbortSignal): Promise<void> {
    await this.#api.request({
      method: 'PATCH',
      path: this.#path,
      body: { spec: { replicas } },
      contentType: 'application/merge-patch+json',
      signal,
    });
  }
}
