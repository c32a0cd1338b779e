/** The API server's wall clock against the runner's. */
export interface ClockSkew {
  /** Server minus runner, milliseconds: the middle of what is possible. */
  skewMs: number;
  /** The truth lies within skewMs ± resolutionMs. */
  resolutionMs: number;
}

/** Narrows the skew down, answer by answer. */
export interface SkewEstimate {
  /**
   * One answer. Its Date header has whole seconds, cut off, and was stamped between send and receive, so the skew lies in
   * [Date − receive, Date + 1 s − send] (https://www.rfc-editor.org/rfc/rfc9110#field.date).
   */
  add(date: string | undefined, sentUnixMs: number, receivedUnixMs: number): void;
  current(): ClockSkew | null;
}

export function skewEstimate(): SkewEstimate {
  let low = -Infinity;
  let high = Infinity;
  return {
    add(date, sentUnixMs, receivedUnixMs) {
      const at = Date.parse(date ?? '');
      if (Number.isNaN(at)) return;
      const from = at - receivedUnixMs;
      const to = at + 1000 - sentUnixMs;
      const disjoint = from > high || to < low;
      // A clock was set: what was known before no longer holds.
      low = disjoint ? from : Math.max(low, from);
      high = disjoint ? to : Math.min(high, to);
    },
    current() {
      return Number.isFinite(low) ? { skewMs: (low + high) / 2, resolutionMs: (high - low) / 2 } : null;
    },
  };
}
