import { clocks, type ClockName, type Result, type ScenarioResult } from '../../../core/result.ts';
import { cleanText } from '../../wording/clean.ts';
import { startNumbers, startTitle } from '../../wording/start-number.ts';
import { renderJson } from '../json.ts';
import { lanesOf } from './lanes.ts';
import type { Args, TraceEvent, Track } from './trace-event.ts';
import { runnerTrack, trackOf } from './tracks.ts';

/** What the tracks of a clock are called. Perfetto shows them as a process. */
const clockTitles: Record<ClockName, string> = {
  runner: 'runner clock: placed by the wall clock of the machine that measured',
  scheduler: 'scheduler clock: by its own wall clock',
  kubelet: 'kubelet clock: by its own wall clock',
  'api-server': 'API server clock: by its own wall clock',
};

/** Tracks of one start follow one another: its number × this, and the lane. */
const lanesPerStart = 100;

/**
 * Chrome's Trace Event Format as a JSON object, for Perfetto (https://ui.perfetto.dev) and Chromium's tracing: a process
 * for each scenario and clock, a track for each start.
 *
 * Every clock is placed by its own wall clock, in microseconds since the Unix epoch. The tracks of two clocks are as far
 * apart as the two clocks are, so only distances within a process mean anything.
 */
export function renderTrace(result: Result): string {
  const events = result.scenarios.flatMap((scenario, index) =>
    clocks.flatMap((clock, place) => eventsOfClock(scenario, clock, 1 + index * clocks.length + place)),
  );
  const { tool, runId, verdict } = result;
  const note = 'Clocks are never subtracted: compare times within one process only.';
  return renderJson({
    traceEvents: events,
    displayTimeUnit: 'ms',
    otherData: { tool: `${tool.name} ${tool.version}`, runId, verdict, note },
  });
}

function eventsOfClock(scenario: ScenarioResult, clock: ClockName, pid: number): TraceEvent[] {
  const numbers = startNumbers(scenario);
  const events = scenario.iterations.flatMap((iteration) => {
    const title = startTitle(numbers.get(iteration.index) ?? String(iteration.index));
    const track =
      clock === 'runner'
        ? runnerTrack(iteration, title, scenario.objectives)
        : trackOf(clock, iteration, title);
    return eventsOf(track, pid, iteration.index * lanesPerStart);
  });
  if (events.length === 0) return [];
  const name = `${cleanText(scenario.name)} · ${clockTitles[clock]}`;
  return [
    metadata('process_name', { pid, tid: 0 }, { name }),
    metadata('process_sort_index', { pid, tid: 0 }, { sort_index: pid }),
    ...events,
  ];
}

function eventsOf({ name, slices, marks }: Track, pid: number, firstTid: number): TraceEvent[] {
  if (slices.length === 0 && marks.length === 0) return [];
  const lanes = slices.length === 0 ? [[]] : lanesOf(slices);
  return [
    ...lanes.flatMap((lane, place): TraceEvent[] => {
      const at = { pid, tid: firstTid + place };
      return [
        metadata('thread_name', at, { name: place === 0 ? name : `${name}, overlapping` }),
        metadata('thread_sort_index', at, { sort_index: at.tid }),
        ...lane.map(({ category, fromMs, toMs, ...slice }): TraceEvent => {
          const [ts, end] = [microseconds(fromMs), microseconds(toMs)];
          return { ph: 'X', cat: category, ...at, ...cleaned(slice), ts, dur: end - ts };
        }),
      ];
    }),
    ...marks.map(({ category, atMs, ...mark }): TraceEvent => {
      return { ph: 'i', s: 't', cat: category, pid, tid: firstTid, ...cleaned(mark), ts: microseconds(atMs) };
    }),
  ];
}

/** Whole ones, so that slices that touch do not overlap by a rounding error. */
function microseconds(ms: number): number {
  return Math.round(ms * 1000);
}

function cleaned({ name, args }: { name: string; args: Args }): { name: string; args: Args } {
  const cleanedArgs = Object.entries(args).map(([key, value]): [string, Args[string]] => [
    key,
    typeof value === 'string' ? cleanText(value) : value,
  ]);
  return { name: cleanText(name), args: Object.fromEntries(cleanedArgs) };
}

function metadata(
  name: Extract<TraceEvent, { ph: 'M' }>['name'],
  at: { pid: number; tid: number },
  args: Args,
): TraceEvent {
  return { ph: 'M', ...at, name, args };
}
