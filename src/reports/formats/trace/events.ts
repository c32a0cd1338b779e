/**
 * Events of the Trace Event Format, which Perfetto, chrome://tracing and the DevTools of Chromium open
 * (https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU). Times are in microseconds.
 */
export type TraceEvent = Metadata | Slice | Mark;

type Facts = Record<string, string | number | boolean | null>;

interface Place {
  /** A process is one iteration. */
  pid: number;
  /** A thread is one track of it. */
  tid: number;
}

/** Names and orders processes and threads. */
export interface Metadata extends Place {
  ph: 'M';
  name: 'process_name' | 'process_labels' | 'process_sort_index' | 'thread_name' | 'thread_sort_index';
  cat: '__metadata';
  ts: 0;
  args: Facts;
}

export interface Slice extends Place {
  ph: 'X';
  name: string;
  cat: string;
  ts: number;
  dur: number;
  args: Facts;
}

/**
 * An instant; scope `t` draws it on its track, `p` on all tracks of its process. The letter is the older `I`, since
 * DevTools read no `i`, and all others read both.
 */
export interface Mark extends Place {
  ph: 'I';
  s: 't' | 'p';
  name: string;
  cat: string;
  ts: number;
  args: Facts;
}

/** What a track shows, in microseconds since the Unix epoch, before it has a place. */
export type TrackEvent = Omit<Slice, keyof Place> | Omit<Mark, keyof Place>;

export interface Track {
  name: string;
  events: readonly TrackEvent[];
}

/** From two times in milliseconds; both ends are rounded, so that neighbours do not overlap. */
export function slice(
  name: string,
  [fromMs, toMs]: readonly [number, number],
  zeroUs: number,
  args: Facts,
): TrackEvent {
  const ts = microseconds(fromMs, zeroUs);
  return { ph: 'X', name, cat: 'phase', ts, dur: microseconds(toMs, zeroUs) - ts, args };
}

export function mark(name: string, atMs: number, zeroUs: number, args: Facts): TrackEvent {
  return { ph: 'I', s: 't', name, cat: 'instant', ts: microseconds(atMs, zeroUs), args };
}

export function limitMark(name: string, atMs: number, zeroUs: number): TrackEvent {
  return { ph: 'I', s: 'p', name, cat: 'limit', ts: microseconds(atMs, zeroUs), args: {} };
}

function microseconds(ms: number, zeroUs: number): number {
  return zeroUs + Math.round(ms * 1000);
}

/** A process with its tracks in the given order. */
export function processOf(
  pid: number,
  { name, label }: { name: string; label: string },
  tracks: readonly Track[],
): TraceEvent[] {
  const about = (tid: number, metadata: Metadata['name'], args: Facts): Metadata => {
    return { ph: 'M', name: metadata, cat: '__metadata', ts: 0, pid, tid, args };
  };
  return [
    about(0, 'process_name', { name }),
    about(0, 'process_labels', { labels: label }),
    about(0, 'process_sort_index', { sort_index: pid }),
    ...tracks.flatMap((track, index): TraceEvent[] => {
      const tid = index + 1;
      return [
        about(tid, 'thread_name', { name: track.name }),
        about(tid, 'thread_sort_index', { sort_index: tid }),
        ...track.events.map((event) => ({ ...event, pid, tid })),
      ];
    }),
  ];
}

/** Slices of one track must not overlap in part, or readers drop or cut them: those that do get tracks of their own. */
export function withoutOverlaps(slices: readonly TrackEvent[]): TrackEvent[][] {
  const tracks: TrackEvent[][] = [];
  for (const each of slices.toSorted((a, b) => a.ts - b.ts)) {
    const free = tracks.find((track) => track.every((other) => endOf(other) <= each.ts));
    if (free === undefined) tracks.push([each]);
    else free.push(each);
  }
  return tracks;
}

function endOf(event: TrackEvent): number {
  return event.ph === 'X' ? event.ts + event.dur : event.ts;
}
