import * as z from 'zod';
import { distributionSchema, summarySchema } from './result-statistics.ts';

export const comparisonVerdicts = ['regression', 'no-regression-shown', 'inconclusive'] as const;

/** A scenario beside its baseline. */
export const comparisonSchema = z.object({
  kind: z
    .enum(['duet', 'stored'])
    .describe('duet: both ran alternately in this run; stored: the baseline is the result of an earlier run'),
  baseline: z.object({
    label: z.string().describe('what it is compared with, for people: an image, a file, a branch'),
    scenario: z.string().nullable().describe('duet: the scenario of this result that is the baseline'),
    runId: z.string().nullable(),
    startedAt: z.string().nullable(),
    commit: z.string().nullable(),
    summary: summarySchema,
    ready: distributionSchema,
    sli: distributionSchema.optional(),
    phases: z.record(z.string(), distributionSchema),
    imageBytes: z.number().nullable().describe('size of its images together, where all are known'),
  }),
  verdict: z
    .enum(comparisonVerdicts)
    .nullable()
    .describe('null: shown, not judged; no-regression-shown passes'),
  reason: z.string().nullable().describe('what decided, or why it is not judged'),
  maxRegression: z.number().nullable().describe('0.1: 10% slower is still allowed'),
  ratio: z
    .object({
      estimate: z.number().describe('candidate divided by baseline, of the total'),
      interval: z.tuple([z.number().nullable(), z.number().nullable()]).describe('null ends are unbounded'),
      confidence: z.number(),
      pairs: z.number().int().nullable().describe('duet: pairs of starts it rests on'),
    })
    .nullable(),
  smallestDetectable: z
    .number()
    .nullable()
    .describe('0.17: with this many pairs and this spread, 17% slower would have been called a regression'),
});

export type Comparison = z.infer<typeof comparisonSchema>;
