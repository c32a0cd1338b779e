import { parseDurationMs } from '../../duration.ts';
import type { EventFacts } from '../../observation.ts';

/**
 * What the kubelet's `Pulled` event says (kubernetes/pkg/kubelet/images/image_manager.go):
 * `Successfully pulled image "x" in 796ms (1.594s including waiting). Image size: 123 bytes.` or
 * `Container image "x" already present on machine`, since Kubernetes 1.35 with ` and can be accessed by the pod` behind.
 */
export interface PulledMessage {
  image: string;
  present: boolean;
  /** The pull and its waiting in the kubelet's queue. */
  totalMs: number | null;
  waitingMs: number | null;
  bytes: number | null;
}

const pulled = /^Successfully pulled image "([^"]*)" in ([\d.a-zµ]+)(?: \(([\d.a-zµ]+) including waiting\))?/;
const present = /^Container image "([^"]*)" already present/;
const size = /Image size: (\d+) bytes/;

/** The image that a `Pulling` or `Pulled` event is about; null where its text is of another form. */
export function quotedImage({ message }: EventFacts): string | null {
  return /\bimage "([^"]*)"/.exec(message)?.[1] ?? null;
}

/** The facts of a `Pulled` event, or null where its text is of another form. */
export function parsePulled(event: EventFacts): PulledMessage | null {
  const found = present.exec(event.message);
  if (found !== null) return { image: found[1] ?? '', present: true, totalMs: 0, waitingMs: 0, bytes: null };
  const match = pulled.exec(event.message);
  if (match === null) return null;
  const pullMs = parseDurationMs(match[2] ?? '');
  const totalMs = match[3] === undefined ? pullMs : parseDurationMs(match[3]);
  const bytes = size.exec(event.message)?.[1];
  return {
    image: match[1] ?? '',
    present: false,
    totalMs,
    waitingMs: pullMs === null || totalMs === null ? null : Math.max(0, totalMs - pullMs),
    bytes: bytes === undefined ? null : Number(bytes),
  };
}
