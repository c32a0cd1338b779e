import type { V1EndpointSlice, V1Pod } from '@kubernetes/client-node';
import { endpointFacts } from '../facts/endpoint-facts.ts';

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

  /** Those that were there before anything was watched. */
  takePods(pods: readonly V1Pod[]): void {
    for (const pod of pods) this.pods.set(pod.metadata?.uid ?? '', { pod, firstSeenMs: 0 });
  }

  takeSlices(slices: readonly V1EndpointSlice[]): void {
    for (const slice of slices) this.slices.set(slice.metadata?.uid ?? '', slice);
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
