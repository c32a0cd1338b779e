import type { ServerResponse } from 'node:http';
import type { ListenAddress } from '../core/watch/plan.ts';
import { answerPaths, sendText, startListener, type Listener, type ListenerLimits } from './listener.ts';

export interface MetricsDeps {
  metrics: () => Promise<string>;
  contentType: string;
}

export interface HealthDeps {
  /** Why the process should be restarted; null if it is healthy. */
  unhealthyBecause: () => string | null;
  /** Why nothing can be measured now; null if it is ready. */
  notReadyBecause: () => string | null;
}

/** Serves /metrics. @throws the system's error where the address cannot be had */
export function serveMetrics(
  address: ListenAddress,
  deps: MetricsDeps,
  limits?: Partial<ListenerLimits>,
): Promise<Listener> {
  const answer = answerPaths({ '/metrics': (response) => void sendMetrics(response, deps) });
  return startListener(address, answer, limits);
}

/**
 * Serves /healthz and /readyz, apart from the metrics: a client that overloads the metrics, which more clients can reach,
 * cannot cause a restart. @throws the system's error where the address cannot be had
 */
export function serveHealth(
  address: ListenAddress,
  { unhealthyBecause, notReadyBecause }: HealthDeps,
  limits?: Partial<ListenerLimits>,
): Promise<Listener> {
  const answer = answerPaths({
    '/healthz': (response) => sendHealth(response, unhealthyBecause()),
    '/readyz': (response) => sendHealth(response, notReadyBecause()),
  });
  return startListener(address, answer, limits);
}

async function sendMetrics(response: ServerResponse, { metrics, contentType }: MetricsDeps): Promise<void> {
  try {
    sendText(response, 200, await metrics(), contentType);
  } catch {
    sendText(response, 500, 'the metrics could not be rendered\n');
  }
}

function sendHealth(response: ServerResponse, problem: string | null): void {
  if (problem === null) sendText(response, 200, 'ok\n');
  else sendText(response, 503, `${problem}\n`);
}
