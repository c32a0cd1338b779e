import * as z from 'zod';
import { ownScenarios } from './comparison/own-scenarios.ts';
import { resultSchema, verdicts, type Result } from './result.ts';

/** The results of a branch: numbers of the last runs, and the whole of the last one, for comparing with it. */
const ms = z.number().nullable();

const pastScenarioSchema = z.object({
  name: z.string(),
  verdict: z.enum(verdicts).nullable(),
  count: z.number().int(),
  p50Ms: ms,
  p95Ms: ms,
  maxMs: ms,
});

const pastRunSchema = z.object({
  runId: z.string(),
  startedAt: z.string(),
  commit: z.string().nullable(),
  fingerprint: z.string().describe('hash of what has to be equal for results to be comparable'),
  scenarios: z.array(pastScenarioSchema),
});

export const historySchema = z.object({
  schemaVersion: z.literal(1),
  runs: z.array(pastRunSchema).describe('oldest first'),
  latest: z.object({ commit: z.string().nullable(), result: resultSchema }),
});

export type PastRun = z.infer<typeof pastRunSchema>;
export type History = z.infer<typeof historySchema>;

/** A month of nights. */
const mostRuns = 30;

/** The history with one more run. */
export function withRun(history: History | null, result: Result, commit: string | null): History {
  const runs = [...(history?.runs ?? []), pastRun(result, commit)].slice(-mostRuns);
  return { schemaVersion: 1, runs, latest: { commit, result } };
}

/** A run as it is remembered. */
export function pastRun(result: Result, commit: string | null): PastRun {
  return {
    runId: result.runId,
    startedAt: result.startedAt,
    commit,
    fingerprint: result.fingerprint.hash,
    scenarios: ownScenarios(result).map(({ name, verdict, summary: { count, p50Ms, p95Ms, maxMs } }) => ({
      ...{ name, verdict, count },
      ...{ p50Ms, p95Ms, maxMs },
    })),
  };
}

/** A history from what was stored; null where it is none of this version: then there is none. */
export function parseHistory(text: string): History | null {
  try {
    return historySchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
