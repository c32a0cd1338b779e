import type { ProbePlan } from '../../../core/plan.ts';
import type { Via } from '../../../core/result.ts';
import type { AttemptResult } from '../attempt/attempt-result.ts';
import type { Connect } from '../attempt/exchange.ts';

/** What is asked and what counts as the answer. */
export interface ProbeRequest {
  scheme: 'http' | 'https';
  /** Begins with a slash; may hold a query. */
  path: string;
  expectedStatus: number;
  /** Sent as Host; null derives it from the address, as a client would. Has no effect on api-proxy. */
  hostHeader: string | null;
}

/** What a scenario asks. */
export function requestOf({ scheme, path, status }: ProbePlan): ProbeRequest {
  return { scheme: scheme ?? 'http', path, expectedStatus: status, hostHeader: null };
}

/** Something that can be asked again and again. */
export interface ProbeTarget {
  via: Via;
  /** For people: `http://172.18.0.2:30080/healthz`. */
  address: string;
  /** Host that is connected to; null where the API server is in between. Stays the same when the Service is made anew. */
  host: string | null;
  /** Attempts must not start closer together than this; 0 is no bound. */
  minIntervalMs: number;
  /** Attempts that may hang at the same time. */
  maxInFlight: number;
  /** Whether the answer came by the Service. False: straight from the pod, so routing was not part of it. */
  throughService: boolean;
  /**
   * One attempt on a fresh way to the application. Never rejects.
   * @param floorMs round trip of this path to an answering pod, where it is known: it sets the connect timeout
   */
  attempt(floorMs: number | null, signal: AbortSignal): Promise<AttemptResult>;
  /** A connection for a request of another kind. Left out where only whole requests are passed on. */
  connect?: Connect;
}

/** A path and where it leads, best address first; without any, why not. */
export type Candidate =
  | { via: Via; targets: readonly [ProbeTarget, ...ProbeTarget[]]; impossible: null }
  | { via: Via; targets: readonly []; impossible: string };

export function candidate(via: Via, targets: readonly ProbeTarget[], otherwise: string): Candidate {
  const [first, ...others] = targets;
  return first === undefined
    ? { via, targets: [], impossible: otherwise }
    : { via, targets: [first, ...others], impossible: null };
}
