import type { Clock, Report } from '../../../core/ports.ts';
import type { PodVia } from '../../../core/result.ts';
import { apiAttempt } from '../attempt/api-attempt.ts';
import { podProxyPath } from './api-paths.ts';
import type { ApiTransport, PodPort } from '../attempt/api-transport.ts';
import { attempt, defaultResponseTimeoutMs as responseTimeoutMs } from '../attempt/attempt.ts';
import type { AttemptResult } from '../attempt/attempt-result.ts';
import { connectTimeoutMs, unknownFloorTimeoutMs } from './floor.ts';
import { ownRoutes } from './routes.ts';
import type { ProbeRequest } from './target.ts';

/** A pod with an address. */
export interface AddressedPod extends PodPort {
  ip: string;
  nodeName: string | null;
}

/** One attempt, and how the pod was asked. */
export interface PodAttempt extends AttemptResult {
  via: PodVia;
  /** Why the API server did not pass it on; see api-attempt.ts. */
  refusal: string | null;
}

/** Round trips to the pods of each node at their own addresses, ms; null: they do not answer there. */
export type ReachedNodes = Map<string, number | null>;
/** Undefined: nobody has tried. */
type TripMs = number | null | undefined;

export interface PodPathsOptions {
  transport: ApiTransport;
  clock: Pick<Clock, 'nowMs'>;
  request: ProbeRequest;
  /** Whether this process is a pod of the cluster, and so has the way that pods have to each other. */
  inCluster: boolean;
  /** What earlier iterations found out. */
  reached: ReachedNodes;
  report: Report;
}

/**
 * Two ways to a pod: its own address, and the API server's proxy. A refusal at an address of which nobody knows whether it
 * is reached from here says nothing. So each node's pods are asked through the API server until one of them has answered
 * there, and then at its own address as well; only from then on the others' own addresses are believed.
 */
export class PodPaths {
  readonly #options: PodPathsOptions;
  #isRouted: (ip: string) => boolean = () => false;

  constructor(options: PodPathsOptions) {
    this.#options = options;
    if (options.inCluster) this.#isRouted = () => true;
    else
      void ownRoutes().then((isRouted) => {
        this.#isRouted = isRouted;
      });
  }

  viaOf(pod: AddressedPod): PodVia {
    return this.#isRouted(pod.ip) && isReached(this.#tripMs(pod)) ? 'pod-ip' : 'api-proxy';
  }

  /** Never rejects. */
  async ask(pod: AddressedPod, via: PodVia, signal: AbortSignal): Promise<PodAttempt> {
    if (via === 'pod-ip')
      return await this.#atItsAddress(pod, connectTimeoutMs(this.#tripMs(pod) ?? null), signal);
    const proxied = await this.#proxied(pod, signal);
    if (!proxied.matched || !this.#isRouted(pod.ip) || this.#tripMs(pod) === null) return proxied;
    return await this.#compare(pod, proxied, signal);
  }

  /** A pod that answers through the API server has to answer at its own address, too. */
  async #compare(pod: AddressedPod, proxied: PodAttempt, signal: AbortSignal): Promise<PodAttempt> {
    const direct = await this.#atItsAddress(pod, unknownFloorTimeoutMs, signal);
    if (signal.aborted) return proxied;
    const before = this.#tripMs(pod);
    this.#options.reached.set(pod.nodeName ?? '', direct.matched ? direct.atMs - direct.startedMs : null);
    if (direct.matched !== isReached(before) || before === undefined) this.#tell(pod, direct, before);
    // What refused at its address before was the pod only where that is known to lead to it.
    return direct.matched && isReached(before) ? direct : proxied;
  }

  #tell({ name, nodeName }: AddressedPod, { matched, error }: PodAttempt, before: TripMs): void {
    const node = `pods on node ${nodeName ?? ''}`;
    const message = matched
      ? `${node} are probed at their own addresses`
      : `${node} are probed through the API server, since ${name} did not answer at its own address (${error ?? ''})`;
    this.#options.report({ kind: 'note', level: isReached(before) ? 'warning' : 'info', message });
  }

  #tripMs({ nodeName }: AddressedPod): TripMs {
    return this.#options.reached.get(nodeName ?? '');
  }

  async #atItsAddress(
    { ip: host, port }: AddressedPod,
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<PodAttempt> {
    const { clock, request } = this.#options;
    const to = { host, port, connectTimeoutMs: timeoutMs };
    const result = await attempt({ ...request, ...to, responseTimeoutMs, signal }, clock);
    return { ...result, via: 'pod-ip', refusal: null };
  }

  async #proxied(pod: AddressedPod, signal: AbortSignal): Promise<PodAttempt> {
    const { transport, clock, request } = this.#options;
    const { scheme, path, expectedStatus } = request;
    const options = { path: podProxyPath(pod, scheme, path), expectedStatus, signal };
    return { ...(await apiAttempt(transport, options, clock)), via: 'api-proxy' };
  }
}

function isReached(tripMs: TripMs): tripMs is number {
  return typeof tripMs === 'number';
}
