import { formatDurationMs } from './duration.ts';
import { quantile } from './quantile.ts';
import type { ImagePull } from './result.ts';

/** Waiting in the kubelet's queue that is worth a word. */
const worthMs = 100;

/**
 * Bytes a second of a pull without its waiting, where the node did not have the image: its whole size, so layers that the
 * node had from another one make it look faster. Null where size or time is not known.
 */
export function bytesPerSecond({ kind, bytes, ms, waitingMs }: ImagePull): number | null {
  if (kind !== 'pulled' || bytes === null || ms === null || waitingMs === null) return null;
  return ms > waitingMs ? bytes / ((ms - waitingMs) / 1000) : null;
}

/** `42 MB at 10.5 MB/s, 310 ms of it in the kubelet’s queue`, of the pulls in the median; empty where nothing is known. */
export function describePulls(pulls: readonly ImagePull[]): string {
  const bytes = median(pulls.map((pull) => pull.bytes));
  const speed = median(pulls.map(bytesPerSecond));
  const waitingMs = median(pulls.map((pull) => pull.waitingMs));
  const size =
    bytes === null ? '' : `${megabytes(bytes)} MB${speed === null ? '' : ` at ${megabytes(speed)} MB/s`}`;
  const queued =
    waitingMs === null || waitingMs < worthMs
      ? ''
      : `${formatDurationMs(waitingMs)} of it in the kubelet’s queue`;
  return [size, queued].filter((part) => part !== '').join(', ');
}

function median(values: readonly (number | null)[]): number | null {
  return quantile(
    values.filter((value) => value !== null),
    0.5,
  );
}

/** Three digits: `0.512`, `10.5`, `212`; thousands whole. */
function megabytes(bytes: number): string {
  const millions = bytes / 1e6;
  return String(millions >= 1000 ? Math.round(millions) : Number(millions.toPrecision(3)));
}
