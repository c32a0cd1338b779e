import { pushMetrics } from '../../metrics/pushgateway.ts';
import type { Plan } from '../../core/plan.ts';
import type { Result } from '../../core/result.ts';
import type { Environment } from '../start-run.ts';
import { proxiedFetch } from './proxied-fetch.ts';
import { sendOtlp } from './send-otlp.ts';

interface Options {
  env: Environment;
  signal: AbortSignal;
}

/**
 * Sends a result to the pushgateway and the OpenTelemetry collector of the plan, where it has one. Resolves with what to
 * say of what failed; it changes no verdict, so it never rejects.
 */
export async function pushResult(
  plan: Pick<Plan, 'pushgateway' | 'otlp' | 'traceparent'>,
  result: Result | null,
  options: Options,
): Promise<readonly string[]> {
  const [pushed, lost] = await Promise.all([
    pushToGateway(plan.pushgateway, result, options),
    sendOtlp(plan, result, options),
  ]);
  return pushed === null ? lost : [pushed, ...lost];
}

async function pushToGateway(
  pushgateway: string | null,
  result: Result | null,
  { env, signal }: Options,
): Promise<string | null> {
  if (pushgateway === null || result === null) return null;
  const { renderPrometheusText } = await import('../../reports/formats/openmetrics/openmetrics.ts');
  const deps = { fetch: (await proxiedFetch(env)) ?? fetch, signal };
  return await pushMetrics(pushgateway, renderPrometheusText(result), deps);
}
