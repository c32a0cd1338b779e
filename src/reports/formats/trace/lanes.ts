import type { Slice } from './trace-event.ts';

/**
 * Divides slices into lanes in which each pair of slices is either nested or disjoint, as readers of the Trace Event
 * Format require of one track. The first lane holds the slice that begins first, and of those the longest.
 */
export function lanesOf(slices: readonly Slice[]): Slice[][] {
  const sorted = slices.toSorted((a, b) => a.fromMs - b.fromMs || b.toMs - a.toMs);
  const lanes: Slice[][] = [];
  for (const slice of sorted) {
    const lane = lanes.find((each) => each.every((other) => fits(other, slice)));
    if (lane === undefined) lanes.push([slice]);
    else lane.push(slice);
  }
  return lanes;
}

/** Whether the later one begins after the earlier one ended, or ends within it. */
function fits(earlier: Slice, later: Slice): boolean {
  return later.fromMs >= earlier.toMs || later.toMs <= earlier.toMs;
}
