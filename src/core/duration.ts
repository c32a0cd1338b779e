/** Go and Kubernetes style durations: `500ms`, `30s`, `1m30s`, `1.5h` (https://pkg.go.dev/time#ParseDuration). */
const unitMs: Record<string, number> = { us: 1e-3, µs: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const part = /(\d+(?:\.\d+)?)(us|µs|ms|s|m|h)/gy;

/** Milliseconds of a duration such as `1m30s`, or null where the text is not one. */
export function parseDurationMs(text: string): number | null {
  let totalMs = 0;
  part.lastIndex = 0;
  let end = 0;
  for (let match = part.exec(text); match !== null; match = part.exec(text)) {
    totalMs += Number(match[1]) * (unitMs[match[2] ?? ''] ?? Number.NaN);
    end = part.lastIndex;
  }
  return end > 0 && end === text.length ? totalMs : null;
}

/** Milliseconds of a duration that was checked before. @throws Error where it is none */
export function msOf(duration: string): number {
  const ms = parseDurationMs(duration);
  if (ms === null) throw new Error(`not a duration: ${duration}`);
  return ms;
}

/** A duration for people, three significant digits at least: `873 ms`, `2.34 s`, `1m30s`. */
export function formatDurationMs(ms: number): string {
  if (!Number.isFinite(ms)) return '∞';
  if (Math.abs(ms) < 1000) return `${ms < 10 ? trimZeros(ms.toFixed(1)) : Math.round(ms)} ms`;
  if (ms < 60_000) return `${trimZeros((ms / 1000).toFixed(2))} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds >= 3600 && seconds % 3600 === 0) return `${seconds / 3600} h`;
  const minutes = Math.floor(seconds / 60);
  return seconds % 60 === 0 ? `${minutes} min` : `${minutes}m${seconds % 60}s`;
}

/** A duration as it is written in objectives and configuration: `30s`, `500ms`, `1m30s`. */
export function printDurationMs(ms: number): string {
  if (ms < 1000 || ms % 1000 !== 0) return ms >= 1000 ? `${ms / 1000}s` : `${ms}ms`;
  const minutes = Math.floor(ms / 60_000);
  const seconds = (ms % 60_000) / 1000;
  return `${minutes > 0 ? `${minutes}m` : ''}${seconds > 0 || minutes === 0 ? `${seconds}s` : ''}`;
}

function trimZeros(text: string): string {
  return text.replace(/\.?0+$/, '');
}
