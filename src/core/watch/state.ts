import type { Episode } from './episodes.ts';
import { withEntry, type WindowEntry, type WindowMissed, type WindowStart } from './window.ts';

/** What is known of the starts of one scenario. Plain data: it goes into the journal as it is. */
export interface ScenarioState {
  /** Starts made since the first journal, warm-ups not counted: the next one's number. */
  starts: number;
  missed: number;
  window: readonly WindowEntry[];
  /** By the name of the limit. */
  episodes: Readonly<Record<string, Episode>>;
  lastSuccessUnixMs: number | null;
  lastIterationUnixMs: number | null;
}

export interface WatchState {
  scenarios: Readonly<Record<string, ScenarioState>>;
  /** Runs that were begun in a cluster and of which something may be left there. */
  openRuns: readonly string[];
}

/** What changes the state of a scenario. */
export type ScenarioChange =
  | { kind: 'start'; scenario: string; endedUnixMs: number; entry: WindowStart }
  | { kind: 'missed'; scenario: string; entry: WindowMissed }
  | { kind: 'episode'; scenario: string; limit: string; episode: Episode };

/** What changes the state; the journal is the list of them. */
export type WatchChange = ScenarioChange | RunChange;
export interface RunChange {
  kind: 'opened' | 'gone';
  runId: string;
}

export const emptyState: WatchState = { scenarios: {}, openRuns: [] };

const emptyScenario: ScenarioState = {
  starts: 0,
  missed: 0,
  window: [],
  episodes: {},
  lastSuccessUnixMs: null,
  lastIterationUnixMs: null,
};

/** A cluster that refuses to delete anything must not make the state grow for ever. */
const mostOpenRuns = 100;

export function scenarioIn({ scenarios }: WatchState, name: string): ScenarioState {
  return Object.hasOwn(scenarios, name) ? (scenarios[name] ?? emptyScenario) : emptyScenario;
}

/** The state after a change. */
export function changed(state: WatchState, change: WatchChange, windowMs: number): WatchState {
  if (!('scenario' in change)) return { ...state, openRuns: runsAfter(state, change) };
  const after = scenarioAfter(scenarioIn(state, change.scenario), change, windowMs);
  return { ...state, scenarios: { ...state.scenarios, [change.scenario]: after } };
}

function runsAfter({ openRuns }: WatchState, { kind, runId }: RunChange): string[] {
  const others = openRuns.filter((other) => other !== runId);
  return kind === 'gone' ? others : [...others, runId].slice(-mostOpenRuns);
}

function scenarioAfter(before: ScenarioState, change: ScenarioChange, windowMs: number): ScenarioState {
  switch (change.kind) {
    case 'start':
      return {
        ...before,
        starts: before.starts + 1,
        window: withEntry(before.window, change.entry, windowMs),
        lastIterationUnixMs: change.endedUnixMs,
        lastSuccessUnixMs:
          change.entry.outcome === 'answered' ? change.endedUnixMs : before.lastSuccessUnixMs,
      };
    case 'missed':
      return {
        ...before,
        missed: before.missed + change.entry.count,
        window: withEntry(before.window, change.entry, windowMs),
      };
    case 'episode':
      return { ...before, episodes: { ...before.episodes, [change.limit]: change.episode } };
  }
}
