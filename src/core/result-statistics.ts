import * as z from 'zod';

const knownMs = z.number().nullable();

/** Statistics of the total. */
export const summarySchema = z.object({
  count: z.number().int().describe('judged iterations: answered, timed out and failed'),
  timedOut: z.number().int(),
  failed: z.number().int(),
  invalid: z.number().int(),
  minMs: knownMs,
  meanMs: knownMs.describe('of the answered iterations'),
  p50Ms: knownMs,
  p90Ms: knownMs,
  p95Ms: knownMs,
  p99Ms: knownMs,
  maxMs: knownMs,
  stddevMs: knownMs.describe('of the answered iterations'),
});

/** Statistics of a measure that may be unknown in some iterations. */
export const distributionSchema = summarySchema.omit({ timedOut: true, failed: true, invalid: true });

export type Summary = z.infer<typeof summarySchema>;
export type Distribution = z.infer<typeof distributionSchema>;
