import { setTimeout as sleep } from 'node:timers/promises';
import { otlpSettings, type OtlpTarget } from '../../core/otlp-settings.ts';
import type { Plan } from '../../core/plan.ts';
import type { Result } from '../../core/result.ts';
import { parseTraceparent, traceparentProblem, type TraceParent } from '../../core/traceparent.ts';
import type { Environment } from '../start-run.ts';
import { proxiedFetch } from './proxied-fetch.ts';

type Wanted = Pick<Plan, 'otlp' | 'traceparent'>;

/**
 * Sends traces and metrics of a result where the plan or the environment names a receiver. Resolves with what to say of
 * what was lost; it changes no verdict, so it never rejects.
 */
export async function sendOtlp(
  { otlp, traceparent }: Wanted,
  result: Result | null,
  { env, signal }: { env: Environment; signal: AbortSignal },
): Promise<readonly string[]> {
  if (result === null) return [];
  const { targets, serviceName, problems } = otlpSettings(otlp, env);
  const { traces, metrics } = targets;
  if (traces === undefined && metrics === undefined) return problems;
  const parent = traces === undefined ? null : parentOf(traceparent ?? env['TRACEPARENT'], problems);
  // Loaded only where it is asked for.
  const [{ tracesOf }, { metricsOf }, { exportOtlp }, { parseDestination }] = await Promise.all([
    import('../../reports/otlp/traces.ts'),
    import('../../reports/otlp/metrics.ts'),
    import('../../metrics/otlp-export.ts'),
    import('../../outgoing/destination.ts'),
  ]);
  const fetchIt = (await proxiedFetch(env)) ?? fetch;
  const waiting = (ms: number, ended: AbortSignal): Promise<unknown> =>
    sleep(ms, undefined, { signal: ended });
  const sent = async (
    target: OtlpTarget | undefined,
    unit: string,
    render: () => { count: number; body: unknown },
  ): Promise<string | null> => {
    if (target === undefined) return null;
    const { url, headers, shown } = parseDestination(target.url);
    const destination = { url, shown, headers: { ...headers, ...target.headers } };
    const deps = { fetch: fetchIt, signal, sleep: waiting, timeoutMs: target.timeoutMs };
    return await exportOtlp({ unit, destination, ...render() }, deps);
  };
  const telemetry = { serviceName, parent };
  const lost = await Promise.all([
    sent(traces, 'spans', () => tracesOf(result, telemetry)),
    sent(metrics, 'data points', () => metricsOf(result, telemetry)),
  ]);
  return [...problems, ...lost.filter((each) => each !== null)];
}

/** The flag was checked with the plan. A variable may come from anywhere: a wrong one is left aside. */
function parentOf(text: string | undefined, problems: string[]): TraceParent | null {
  if (text === undefined || text === '') return null;
  const parent = parseTraceparent(text);
  if (parent === null) problems.push(`TRACEPARENT ${traceparentProblem}; it was ignored`);
  return parent;
}
