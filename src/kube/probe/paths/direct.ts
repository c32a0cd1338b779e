import type { Clock } from '../../../core/ports.ts';
import type { Via } from '../../../core/result.ts';
import { attempt, defaultResponseTimeoutMs } from '../attempt/attempt.ts';
import { connectTcp } from '../attempt/connect-tcp.ts';
import { connectTimeoutMs } from './floor.ts';
import { defaultMaxInFlight } from '../attempt/round.ts';
import { authority } from '../attempt/authority.ts';
import type { ProbeRequest, ProbeTarget } from './target.ts';

/** A target that is connected to from here, over TCP. */
export function directTarget(
  via: Via,
  host: string,
  port: number,
  request: ProbeRequest,
  clock: Pick<Clock, 'nowMs'>,
): ProbeTarget {
  return {
    via,
    address: `${request.scheme}://${authority(host, port, request.scheme)}${request.path}`,
    host,
    minIntervalMs: 0,
    maxInFlight: defaultMaxInFlight,
    throughService: true,
    connect: (timeoutMs, signal) => connectTcp({ host, port, connectTimeoutMs: timeoutMs }, signal),
    attempt: (floorMs, signal) =>
      attempt(
        {
          ...request,
          host,
          port,
          connectTimeoutMs: connectTimeoutMs(floorMs),
          responseTimeoutMs: defaultResponseTimeoutMs,
          signal,
        },
        clock,
      ),
  };
}
