import * as z from 'zod';
import { measureNames, type MeasureName } from '../objective.ts';
import { outcomes } from '../result.ts';
import { changed, emptyState, type WatchChange, type WatchState } from './state.ts';

/**
 * The journal: JSON, one document a line. The first says of what it is and what is known at that time, each further one
 * what has changed since; it is replaced by a first line alone every now and then.
 */
export const journalVersion = 1;

const unixMs = z.number();
const value = z.union([z.number(), z.enum(['never', 'unknown']), z.object({ atMostMs: z.number() })]);
const startSchema = z.object({
  atUnixMs: unixMs,
  outcome: z.enum(outcomes),
  lateMs: z.number(),
  values: z.partialRecord(z.enum(measureNames as readonly [MeasureName, ...MeasureName[]]), value),
});
const missedSchema = z.object({ atUnixMs: unixMs, outcome: z.literal('missed'), count: z.number().int() });
const episodeSchema = z.object({
  startsAtUnixMs: unixMs,
  endsAtUnixMs: unixMs.nullable(),
  told: z.boolean(),
});
const scenarioSchema = z.object({
  starts: z.number().int(),
  missed: z.number().int(),
  window: z.array(z.union([startSchema, missedSchema])),
  episodes: z.record(z.string(), episodeSchema),
  lastSuccessUnixMs: unixMs.nullable(),
  lastIterationUnixMs: unixMs.nullable(),
});
const headSchema = z.object({
  version: z.literal(journalVersion),
  fingerprint: z.string(),
  state: z.object({ scenarios: z.record(z.string(), scenarioSchema), openRuns: z.array(z.string()) }),
});
const scenario = z.string();
const changeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('start'), scenario, endedUnixMs: unixMs, entry: startSchema }),
  z.object({ kind: z.literal('missed'), scenario, entry: missedSchema }),
  z.object({ kind: z.literal('episode'), scenario, limit: z.string(), episode: episodeSchema }),
  z.object({ kind: z.enum(['opened', 'gone']), runId: z.string() }),
]);

/** The first line of a journal. */
export function journalHead(fingerprint: string, state: WatchState): string {
  return `${JSON.stringify({ version: journalVersion, fingerprint, state })}\n`;
}

export function journalLine(change: WatchChange): string {
  return `${JSON.stringify(change)}\n`;
}

export interface ReadJournal {
  fingerprint: string;
  state: WatchState;
  /** Lines that make no sense. The last one may be torn, where the process was killed while writing. */
  lost: number;
}

/** What a journal says, or in one sentence why it is none. */
export function readJournal(text: string, windowMs: number): ReadJournal | { problem: string } {
  const [first = '', ...rest] = text.split('\n').filter((line) => line !== '');
  const head = headSchema.safeParse(parsed(first));
  if (!head.success) return { problem: whyNone(parsed(first)) };
  let state: WatchState = { ...emptyState, ...head.data.state };
  let lost = 0;
  for (const line of rest) {
    const change = changeSchema.safeParse(parsed(line));
    if (change.success) state = changed(state, change.data, windowMs);
    else lost += 1;
  }
  return { fingerprint: head.data.fingerprint, state, lost };
}

function whyNone(head: unknown): string {
  const version = typeof head === 'object' && head !== null && 'version' in head ? head.version : null;
  return typeof version === 'number' && version !== journalVersion
    ? `is of version ${version}; this program writes version ${journalVersion}`
    : 'is no journal of a continuous run';
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
