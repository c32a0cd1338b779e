import { attempt, defaultResponseTimeoutMs } from '../attempt/attempt.ts';
import type { Connect } from '../attempt/exchange.ts';
import type { PathFacts, PathTools } from './path-facts.ts';
import { candidate, type Candidate, type ProbeTarget } from './target.ts';

/** Each attempt opens a WebSocket over two servers; more of them would load the API server that also tells the times. */
export const portForwardIntervalMs = 200;
const maxInFlight = 4;
/** The WebSocket goes through the API server and the kubelet, with a TLS handshake for each. */
const openTimeoutMs = 3000;

/** To the container's port, through the API server and the kubelet: past the Service. */
export function portForwardPath({ request, pod }: PathFacts, { api, clock }: PathTools): Candidate {
  const connectPort = api.connectPort?.bind(api);
  if (connectPort === undefined) return candidate('port-forward', [], 'no port-forward is to be had here');
  if (pod === null) return candidate('port-forward', [], 'the Service selects no pods');
  const connectTo =
    (find: typeof pod): Connect =>
    async (_timeoutMs, until) => {
      const to = find();
      if (to === null) throw new Error('no pod yet');
      return await connectPort(to, until);
    };
  const target: ProbeTarget = {
    via: 'port-forward',
    address: `port-forward to a pod, ${request.scheme}, ${request.path}`,
    host: null,
    minIntervalMs: portForwardIntervalMs,
    maxInFlight,
    throughService: false,
    connect: connectTo(pod),
    attempt: (_floorMs, signal) => {
      const to = pod();
      return attempt(
        {
          ...request,
          host: 'localhost',
          port: to?.port ?? 0,
          connectTimeoutMs: openTimeoutMs,
          responseTimeoutMs: defaultResponseTimeoutMs,
          signal,
          connect: connectTo(() => to),
        },
        clock,
      );
    },
  };
  return candidate('port-forward', [target], '');
}
