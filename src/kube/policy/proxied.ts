import type { ProbeStep, ProbeTarget } from '../../core/steps/policy.ts';
import type { ProbeTried } from '../../core/steps/ports.ts';
import type { ApiClient, Method } from '../api/api.ts';
import { serviceProxyPath } from '../probe/paths/api-paths.ts';
import { statusOf } from '../probe/attempt/api-status.ts';
import { attemptError } from '../probe/attempt/attempt-error.ts';

type ServiceTarget = Extract<ProbeTarget, { kind: 'service' }>;

const methods: Partial<Record<ProbeStep['method'], Method>> = {
  get: 'GET',
  post: 'POST',
  patch: 'PATCH',
  delete: 'DELETE',
};

/**
 * Asks through the API server's proxy, past kube-proxy: the last way there is. Null where it cannot pass on what the
 * policy asks: headers, HEAD, and whether the certificate is right.
 */
export async function askThroughApi(
  api: ApiClient,
  step: ProbeStep,
  target: ServiceTarget,
  signal: AbortSignal,
): Promise<ProbeTried | null> {
  const { body, code, headers, insecure, timeoutMs } = step;
  const method = methods[step.method];
  const checksCertificate = target.protocol === 'https' && !insecure;
  if (method === undefined || headers.length > 0 || checksCertificate) return null;
  const path = serviceProxyPath(target, target.protocol, step.path);
  const content = body === '' ? {} : { body };
  try {
    const answer = await api.raw({ method, path, ...content, timeoutMs, signal, anyStatus: true });
    const said = answer.status >= 400 ? statusOf(answer.body) : null;
    if (said !== null)
      return { passed: false, status: null, message: `API server: ${said.reason} (via api-proxy)` };
    const passed = answer.status === code;
    const instead = passed ? '' : ` instead of ${code}`;
    return { passed, status: answer.status, message: `HTTP ${answer.status}${instead} (via api-proxy)` };
  } catch (error) {
    signal.throwIfAborted();
    return { passed: false, status: null, message: `${attemptError(error)} (via api-proxy)` };
  }
}
