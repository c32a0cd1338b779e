import type { ProbeObservation } from '../../../core/observation.ts';
import type { Clock } from '../../../core/ports.ts';
import { apiAttempt } from '../attempt/api-attempt.ts';
import { podProxyPath } from './api-paths.ts';
import { apiProxyIntervalMs } from './api-proxy.ts';
import type { ApiTransport, PodPort } from '../attempt/api-transport.ts';
import { probeOnSchedule } from '../attempt/schedule.ts';
import type { ProbeStats } from '../attempt/schedule-options.ts';
import type { ProbeRequest } from './target.ts';

export interface PodProbeOptions {
  api: ApiTransport;
  clock: Pick<Clock, 'nowMs' | 'sleep'>;
  pod: PodPort & { uid: string };
  request: ProbeRequest;
  /** Told of every attempt as it ends, with target `pod`. */
  report: (seen: ProbeObservation) => void;
  /** Told when asking the pod is not allowed. One sentence for people. */
  note: (message: string) => void;
  signal: AbortSignal;
}

/**
 * Asks the pod itself, past the Service's routing, at most 10 times a second until it answers, to tell a slow
 * application from slow routing. Ends with the match, at the signal, or when the API server forbids it. Call it when
 * the pod has an address; before, the API server can only refuse.
 */
export async function probePod(options: PodProbeOptions): Promise<ProbeStats> {
  const { api, clock, pod, request, report, note, signal } = options;
  const forbidden = new AbortController();
  const path = podProxyPath(pod, request.scheme, request.path);
  const { expectedStatus } = request;
  return await probeOnSchedule(
    async (until) => {
      const result = await apiAttempt(api, { path, expectedStatus, signal: until }, clock);
      if (result.refusal === 'Forbidden' && !forbidden.signal.aborted) {
        note(
          'Pods may not be probed directly (get pods/proxy is forbidden), so application start and routing cannot be told apart.',
        );
        forbidden.abort();
      }
      return result;
    },
    {
      clock,
      signal: AbortSignal.any([signal, forbidden.signal]),
      report,
      intervalMs: apiProxyIntervalMs,
      maxInFlight: 10,
      target: 'pod',
      podUid: pod.uid,
    },
  );
}
