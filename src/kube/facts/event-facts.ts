import type { CoreV1Event } from '@kubernetes/client-node';
import type { EventFacts } from '../../core/observation.ts';

/**
 * What an iteration needs to know of an event, with the finest stamp its reporter left: `eventTime` has microseconds;
 * the suffix of the name is the reporter's clock in hexadecimal nanoseconds (client-go tools/record/event.go);
 * `firstTimestamp` has whole seconds only.
 */
export function eventFacts(event: CoreV1Event): EventFacts {
  const about = event.involvedObject;
  return {
    uid: event.metadata.uid ?? '',
    reason: event.reason ?? '',
    message: event.message ?? '',
    type: event.type ?? '',
    aboutKind: about.kind ?? '',
    aboutUid: about.uid ?? '',
    container: /\{(.+)\}$/.exec(about.fieldPath ?? '')?.[1] ?? null,
    count: event.count ?? event.series?.count ?? 1,
    reporter: reporterOf(event),
    ...stampOf(event),
  };
}

function reporterOf(event: CoreV1Event): EventFacts['reporter'] {
  const component = event.reportingComponent ?? event.source?.component ?? '';
  if (component === 'kubelet') return 'kubelet';
  return component.includes('scheduler') ? 'scheduler' : 'other';
}

function stampOf(event: CoreV1Event): { unixMs: number | null; resolutionMs: number } {
  const suffix = /\.([0-9a-f]{16})$/.exec(event.metadata.name ?? '')?.[1];
  if (suffix !== undefined) return { unixMs: Number(BigInt(`0x${suffix}`)) / 1e6, resolutionMs: 0.001 };
  const eventTime = parseTime(event.eventTime);
  if (eventTime !== null) return { unixMs: eventTime, resolutionMs: 0.001 };
  return { unixMs: parseTime(event.firstTimestamp), resolutionMs: 1000 };
}

/** Milliseconds since the epoch with microseconds kept; the objects here are plain JSON, so times are strings. */
function parseTime(time: unknown): number | null {
  if (typeof time !== 'string') return null;
  const wholeMs = Date.parse(time);
  if (Number.isNaN(wholeMs)) return null;
  const us = /\.\d{3}(\d{3})/.exec(time)?.[1];
  return wholeMs + Number(us ?? 0) / 1000;
}
