import { parseDestination } from '../outgoing/destination.ts';
import { send } from '../outgoing/send.ts';

const usualGroup = '/metrics/job/pod-start-slo';

/** Where metrics are pushed: the URL is the pushgateway's own, or that of a group (`…/metrics/job/NAME/LABEL/VALUE`). */
export function pushUrl(given: string): string {
  const url = new URL(given);
  const base = url.pathname.replace(/\/+$/, '');
  url.pathname = /\/metrics\/job(@base64)?\/[^/]/.test(base) ? base : `${base}${usualGroup}`;
  return url.href;
}

export interface PushDeps {
  fetch: typeof fetch;
  signal: AbortSignal;
  /** How long the pushgateway may take to answer; default 10 s. */
  answerMs?: number;
}

/**
 * Replaces the metrics of a group on a pushgateway (https://github.com/prometheus/pushgateway#put-method). One attempt:
 * a run that has ended waits for nobody. Resolves with what to say if it failed, or null; never rejects.
 */
export async function pushMetrics(given: string, text: string, deps: PushDeps): Promise<string | null> {
  const { fetch, ...options } = deps;
  const destination = parseDestination(pushUrl(given));
  const document = {
    method: 'PUT',
    contentType: 'text/plain; version=0.0.4; charset=utf-8',
    body: text,
  } as const;
  const problem = await send(fetch, destination, document, options);
  return problem === null ? null : `the metrics were not pushed to ${destination.shown}: ${problem}`;
}
