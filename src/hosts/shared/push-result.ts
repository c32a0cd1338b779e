import { pushMetrics } from '../../metrics/pushgateway.ts';
import type { Result } from '../../core/result.ts';
import type { Environment } from '../start-run.ts';
import { proxiedFetch } from './proxied-fetch.ts';

/**
 * Pushes the metrics of a result to the pushgateway of the plan, if it has one. Resolves with what to say if that
 * failed, or null; it changes no verdict, so it never rejects.
 */
export async function pushResult(
  pushgateway: string | null,
  result: Result | null,
  { env, signal }: { env: Environment; signal: AbortSignal },
): Promise<string | null> {
  if (pushgateway === null || result === null) return null;
  const { renderPrometheusText } = await import('../../reports/formats/openmetrics/openmetrics.ts');
  const deps = { fetch: (await proxiedFetch(env)) ?? fetch, signal };
  return await pushMetrics(pushgateway, renderPrometheusText(result), deps);
}
