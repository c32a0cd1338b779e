import * as z from 'zod';

/** What a PowerfulSeal policy came to, as the result of a run holds it. */
const stepSchema = z.object({
  step: z.string().describe('its kind, e.g. kubectl, wait, probeHTTP'),
  what: z.string().describe('what it did, in words'),
  ms: z.number().describe('runner clock'),
  passed: z.boolean(),
  message: z.string().nullable().describe('what came of it, or why it failed'),
});

const runSchema = z.object({
  startedAt: z.string(),
  passed: z.boolean(),
  ms: z.number().describe('runner clock, without the clean-up'),
  steps: z.array(stepSchema).describe('up to the first that failed'),
  cleanUp: z.array(z.string()).describe('what could not be undone, or was kept on purpose'),
});

const scenarioSchema = z.object({
  name: z.string(),
  how: z.enum(['measured', 'literal']).describe('literal: step by step, as PowerfulSeal does'),
  reason: z.string().nullable().describe('why it was not measured'),
  measuredAs: z.string().nullable().describe('the scenario of this result that holds its iterations'),
  notes: z.array(z.string()),
  runs: z.array(runSchema).describe('of one that was run step by step'),
});

export const policyResultSchema = z.object({
  source: z.string().describe('file'),
  timing: z.enum(['measured', 'literal']).describe('as requested'),
  verdict: z
    .enum(['met', 'violated', 'inconclusive'])
    .nullable()
    .describe('of what was run step by step; null: everything was measured'),
  stoppedBecause: z
    .enum(['complete', 'fail-fast', 'max-duration', 'interrupted', 'error', 'running'])
    .describe('of what was run step by step'),
  scenarios: z.array(scenarioSchema),
});

export type PolicyResult = z.infer<typeof policyResultSchema>;
export type PolicyScenarioResult = z.infer<typeof scenarioSchema>;
export type PolicyRun = z.infer<typeof runSchema>;
export type PolicyStepResult = z.infer<typeof stepSchema>;
