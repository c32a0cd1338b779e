import type { V1EndpointSlice, V1Pod } from '@kubernetes/client-node';
import { isRoutable } from '../../core/routable.ts';
import { endpointFacts } from '../facts/endpoint-facts.ts';
import type { ChangeType } from '../known-objects.ts';

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
  /** Since when the Service's own routing leads to an endpoint, runner clock, ms; null while it does not. */
  routableSinceMs: number | null = null;

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
    if (!isRoutable(endpointFacts(this.slices.values()))) this.routableSinceMs = null;
    else this.routableSinceMs ??= atMs;
  }

  /** Whether nothing is left but what stays. */
  isEmptyBut(staying: Staying): boolean {
    return (staying.pods || this.pods.size === 0) && (staying.slices || this.slices.size === 0);
  }

  /** Ready endpoints that are none of these pods: an answer may have come from one of them. */
  foreignEndpoints(): string[] {
    const ready = endpointFacts(this.slices.values()).filter((endpoint) => endpoint.ready);
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
