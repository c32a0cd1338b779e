import type { ApiClient } from '../api/api.ts';
import { openClient } from '../api/client.ts';
import { findTarget } from './kubeconfig.ts';
import { openTransport } from './transport.ts';

export interface ConnectOptions {
  /** File; default: KUBECONFIG, ~/.kube/config, then the pod's service account. */
  kubeconfig?: string | undefined;
  context?: string | undefined;
  env: Readonly<Record<string, string | undefined>>;
  /** Ends a credential plugin that runs. Requests have signals of their own. */
  signal: AbortSignal;
  /** How long a credential plugin may take. */
  execTimeoutMs?: number;
  serviceAccountDir?: string;
}

/** Where a pod finds what it needs to talk to its cluster. */
export const usualServiceAccountDir = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * A client for the cluster the kubeconfig names. Gets the credentials, but sends nothing yet: `warm()` does.
 * @throws PodStartSloError usage: no kubeconfig, a garbled one, an unknown context; cluster: a credential plugin failed
 */
export async function connect(options: ConnectOptions): Promise<ApiClient> {
  const { env, signal, execTimeoutMs = 30_000, serviceAccountDir = usualServiceAccountDir } = options;
  const target = findTarget({
    kubeconfig: options.kubeconfig,
    context: options.context,
    env,
    serviceAccountDir,
  });
  const transport = openTransport(target, { env, signal, execTimeoutMs });
  await transport.prepare();
  return openClient(transport, { context: target.context, namespace: target.namespace });
}
