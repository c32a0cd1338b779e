/**
 * Events of the Trace Event Format that are written here: complete (X), instant (i) and metadata (M) events. Times are
 * in microseconds. https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
 */
export type TraceEvent = SliceEvent | InstantEvent | MetadataEvent;

interface SliceEvent extends Place {
  ph: 'X';
  cat: string;
  name: string;
  ts: number;
  dur: number;
  args: Args;
}

interface InstantEvent extends Place {
  ph: 'i';
  /** The scope of the mark: its own track. */
  s: 't';
  cat: string;
  name: string;
  ts: number;
  args: Args;
}

interface MetadataEvent extends Place {
  ph: 'M';
  name: 'process_name' | 'process_sort_index' | 'thread_name' | 'thread_sort_index';
  args: Args;
}

interface Place {
  pid: number;
  tid: number;
}

export type Args = Record<string, string | number | boolean | null>;

/** A stretch of time on a track, in milliseconds since the Unix epoch of the track's own clock. */
export interface Slice {
  name: string;
  category: 'start' | 'phase' | 'container';
  fromMs: number;
  toMs: number;
  args: Args;
}

/** A moment on a track, in milliseconds since the Unix epoch of the track's own clock. */
export interface Mark {
  name: string;
  category: 'instant' | 'limit';
  atMs: number;
  args: Args;
}

/** What one clock stamped in one start. */
export interface Track {
  name: string;
  slices: readonly Slice[];
  marks: readonly Mark[];
}
