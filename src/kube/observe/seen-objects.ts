import type { V1EndpointSlice, V1Pod } from '@kubernetes/client-node';
import type { EndpointFacts } from '../../core/observation.ts';
import { routableEndpoints } from '../../core/routable.ts';
import { endpointFacts } from '../facts/endpoint-facts.ts';
import type { ChangeType } from '../watch/known-objects.ts';

/** What is not on its way out, because nobody has deleted what it belongs to. */
export interface Staying {
  pods: boolean;
  slices: boolean;
}

/** By name. */
export interface LeftSeen {
  pods: readonly string[];
  slices: readonly string[];
}

/** The pods and slices that are there now, as the watches have brought them. */
export class SeenObjects {
  readonly pods = new Map<string, { pod: V1Pod; firstSeenMs: number }>();
  readonly slices = new Map<string, V1EndpointSlice>();
  readonly #routableSinceMs = new Map<string, number>();

  /** @returns when the pod was seen first */
  takePod(type: ChangeType, pod: V1Pod, atMs: number): number {
    const uid = pod.metadata?.uid ?? '';
    const firstSeenMs = this.pods.get(uid)?.firstSeenMs ?? atMs;
    if (type === 'DELETED') this.pods.delete(uid);
    else this.pods.set(uid, { pod, firstSeenMs });
    return firstSeenMs;
  }

  takeSlice(type: ChangeType, slice: V1EndpointSlice, atMs: number): void {
    const uid = slice.metadata?.uid ?? '';
    if (type === 'DELETED') this.slices.delete(uid);
    else this.slices.set(uid, slice);
    const service = serviceNameOf(slice);
    if (routableEndpoints(this.endpointsOf(service)).length === 0) this.#routableSinceMs.delete(service);
    else if (!this.#routableSinceMs.has(service)) this.#routableSinceMs.set(service, atMs);
  }

  /** Of one Service; a headless one beside it has slices of its own. */
  endpointsOf(service: string): EndpointFacts[] {
    return endpointFacts([...this.slices.values()].filter((slice) => serviceNameOf(slice) === service));
  }

  /** Since when the routing of a Service has led to an endpoint without a break, runner clock, ms; null while it does not. */
  routableSinceMs(service: string): number | null {
    return this.#routableSinceMs.get(service) ?? null;
  }

  /** Uids of the pods that the routing of a Service leads to. */
  routablePods(service: string): ReadonlySet<string> {
    return new Set(routableEndpoints(this.endpointsOf(service)).flatMap(({ podUid }) => podUid ?? []));
  }

  /** Whether nothing is left but what stays. */
  isEmptyBut(staying: Staying): boolean {
    return (staying.pods || this.pods.size === 0) && (staying.slices || this.slices.size === 0);
  }

  /** Ready endpoints that are none of these pods: an answer may have come from one of them. */
  foreignEndpoints(service: string): string[] {
    const ready = this.endpointsOf(service).filter((endpoint) => endpoint.ready);
    return ready
      .filter(({ podUid }) => podUid === null || !this.pods.has(podUid))
      .map(({ podName, address }) => podName ?? address);
  }

  left(): LeftSeen {
    return {
      pods: [...this.pods.values()].map(({ pod }) => `pod ${pod.metadata?.name ?? ''}`),
      slices: [...this.slices.values()].map((slice) => `endpoint slice ${slice.metadata?.name ?? ''}`),
    };
  }
}

/** The label that the endpoint slice controller sets (https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#ownership). */
function serviceNameOf({ metadata }: V1EndpointSlice): string {
  return metadata?.labels?.['kubernetes.io/service-name'] ?? '';
}
