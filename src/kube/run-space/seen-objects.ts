import type { V1EndpointSlice, V1Pod } from '@kubernetes/client-node';
import { endpointFacts } from '../facts/endpoint-facts.ts';

/** The pods and slices that are there now, as the watches have brought them. */
export class SeenObjects {
  readonly pods = new Map<string, { pod: V1Pod; firstSeenMs: number }>();
  readonly slices = new Map<string, V1EndpointSlice>();

  get isEmpty(): boolean {
    return this.pods.size === 0 && this.slices.size === 0;
  }

  /** Ready endpoints that are none of these pods: an answer may have come from one of them. */
  foreignEndpoints(): string[] {
    const ready = endpointFacts(this.slices.values()).filter((endpoint) => endpoint.ready);
    return ready
      .filter(({ podUid }) => podUid === null || !this.pods.has(podUid))
      .map(({ podName, address }) => podName ?? address);
  }

  names(): string[] {
    return [
      ...[...this.pods.values()].map(({ pod }) => `pod ${pod.metadata?.name ?? ''}`),
      ...[...this.slices.values()].map((slice) => `endpoint slice ${slice.metadata?.name ?? ''}`),
    ];
  }
}
