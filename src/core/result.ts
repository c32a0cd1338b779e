import * as z from 'zod';
import { measureNames, statisticNames } from './objective.ts';
import { experimentNames, killMethods, targetPodChoices } from './experiments/names.ts';
import { comparisonSchema } from './result-comparison.ts';
import { conditionSchema } from './result-condition.ts';
import { iterationSchema } from './result-iteration.ts';
import { policyResultSchema } from './steps/result.ts';
import { distributionSchema, summarySchema } from './result-statistics.ts';
import { vias } from './via.ts';

export * from './result-comparison.ts';
export * from './result-iteration.ts';
export * from './steps/result.ts';
export * from './result-statistics.ts';
export type { Via } from './via.ts';

/**
 * The one record of a run. Every report is a pure function of it; the JSON Schema in schema/ is generated from here.
 * Names ending in Ms hold milliseconds. Missing is null, never 0.
 */
export const schemaVersion = 1;

export const verdicts = ['met', 'violated', 'inconclusive'] as const;

const ms = z.number();
const knownMs = ms.nullable();

const evidenceSchema = z.object({
  n: z.number().int().describe('iterations this objective was judged on'),
  over: z.number().int().describe('iterations beyond the limit'),
  unknown: z.number().int().describe('iterations whose measure is unknown, not counted in n'),
  pViolated: z
    .number()
    .nullable()
    .describe('P(X >= over | n, 1-q): small is strong evidence of a violation; null for max'),
  pMet: z
    .number()
    .nullable()
    .describe('P(X <= over | n, 1-q): small is strong evidence that it is met; null for max'),
  intervalMs: z
    .tuple([knownMs, knownMs])
    .nullable()
    .describe('95% interval of the quantile, by order statistics; null ends are unbounded'),
  moreIterations: z
    .number()
    .int()
    .nullable()
    .describe('how many more starts under the limit would prove it met; 0 when proven'),
});

const objectiveSchema = z.object({
  expression: z.string(),
  measure: z.enum(measureNames),
  statistic: z.enum(statisticNames),
  limitMs: ms,
  observedMs: knownMs.describe('null: the quantile falls on an iteration that never got there'),
  observedIsBound: z
    .boolean()
    .describe('true: of some iterations only a bound is known; the quantile is at most observedMs'),
  verdict: z.enum(verdicts),
  passed: z.boolean().nullable().describe('null when inconclusive'),
  reason: z.string().nullable().describe('why it is inconclusive, or what decided'),
  evidence: evidenceSchema,
});

const healingSummarySchema = z.object({
  kill: z.enum(killMethods),
  pick: z.enum(targetPodChoices),
  outage: distributionSchema.describe('statistics of outageMs'),
  probes: z.number().int().describe('attempts of the client in all judged iterations'),
  failedProbes: z.number().int(),
});

const fleetSummarySchema = z.object({
  podsAsked: z.number().int().describe('new pods requested, over all judged iterations'),
  podsAvailable: z.number().int().describe('of them, those that were Ready and answering within the timeout'),
  first: distributionSchema.describe('statistics of fleet.firstMs, one value an iteration'),
  half: distributionSchema,
  all: distributionSchema,
  perPod: distributionSchema.describe('statistics of availableMs of all new pods of all judged iterations'),
});

const scenarioSchema = z.object({
  name: z.string(),
  experiment: z.enum(experimentNames),
  burst: z.number().int().default(1).describe('pod-start: pods started at once'),
  verdict: z.enum(verdicts).nullable().describe('null: no objectives were given'),
  rule: z.enum(['observed', 'proven']),
  schedule: z
    .object({ iterations: z.number().int(), maxIterations: z.number().int() })
    .describe('judged iterations between interim checks, and at the last one'),
  stoppedBecause: z.enum([
    'complete',
    'settled',
    'max-iterations',
    'max-duration',
    'too-many-invalid',
    'none-answered',
    'interrupted',
    'error',
    'running',
  ]),
  image: z.string().nullable(),
  target: z.string().optional().describe('the workload, where it was there already: deployment/web'),
  servicePort: z
    .object({ name: z.string().nullable(), number: z.number().int(), scheme: z.enum(['http', 'https']) })
    .optional()
    .describe('port of the Service that was probed; left out where no iteration began'),
  imagePullPolicy: z.string().nullable(),
  imageCache: z.enum(['keep', 'remove']),
  condition: conditionSchema,
  timeoutMs: ms,
  iterations: z.array(iterationSchema),
  summary: summarySchema,
  ready: distributionSchema.describe('statistics of readyMs'),
  sli: distributionSchema.optional().describe('statistics of sliMs; absent where no iteration knows it'),
  healing: healingSummarySchema.optional().describe('of the experiment healing'),
  phases: z
    .record(z.string(), distributionSchema)
    .describe('statistics of each phase that is known at least once'),
  fleet: fleetSummarySchema.optional().describe('of the experiment scaling, and of pod-start with a burst'),
  objectives: z.array(objectiveSchema),
  comparison: comparisonSchema.nullable().describe('with a baseline, where there is one'),
  causes: z
    .array(z.object({ name: z.string(), message: z.string(), savesMs: knownMs }))
    .describe('likely causes that the timelines show'),
});

const clusterSchema = z.object({
  provider: z.string(),
  context: z.string().nullable(),
  server: z.string(),
  version: z.string(),
  nodes: z.array(
    z.object({
      name: z.string(),
      kubeletVersion: z.string(),
      containerRuntime: z.string(),
      osImage: z.string(),
      cpu: z.string(),
      memory: z.string(),
    }),
  ),
});

const measurementSchema = z.object({
  via: z.enum(vias).nullable(),
  viaReason: z.string().nullable(),
  probeIntervalMs: ms,
  probeFloorMs: knownMs.describe(
    'round trip of the path used: TCP connect and HTTP exchange with an answering pod, median',
  ),
  probeResolutionMs: knownMs.describe('median over iterations'),
  watchGaps: z.number().int(),
  throttled: z.number().int().describe('answers 429 of the API server'),
  clockSkewMs: knownMs.describe(
    'API server clock minus runner clock, from Date headers; never used in a latency',
  ),
  clockSkewResolutionMs: knownMs,
  longestStallMs: ms,
  notes: z.array(z.string()),
});

const fingerprintSchema = z
  .object({ hash: z.string(), parts: z.record(z.string(), z.string()) })
  .describe(
    'results are of one thing when the hash is equal; those that are compared may differ in their images',
  );

/** One of the results that were merged. */
const mergedSchema = z.object({
  source: z.string().describe('file it was read from'),
  runId: z.string(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  complete: z.boolean(),
  error: z.string().nullable(),
  verdict: z.enum(verdicts).nullable().describe('what it came to by itself'),
  seed: z.number().int(),
  namespace: z.string(),
  via: z.enum(vias).nullable(),
  cluster: clusterSchema,
  fingerprint: fingerprintSchema,
  scenarios: z.array(
    z.object({
      name: z.string().describe('in the merged result, where its iterations follow those of the file before'),
      verdict: z.enum(verdicts).nullable().describe('by itself'),
      iterations: z.number().int().describe('warm-up and invalid ones included'),
    }),
  ),
});

export const resultSchema = z.object({
  schemaVersion: z.literal(schemaVersion),
  tool: z.object({ name: z.literal('pod-start-slo'), version: z.string() }),
  runId: z.string(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  complete: z.boolean().describe('false: the run was interrupted or is still going on'),
  seed: z.number().int(),
  namespace: z.string(),
  verdict: z.enum(verdicts).nullable(),
  cluster: clusterSchema,
  fingerprint: fingerprintSchema,
  merged: z
    .array(mergedSchema)
    .nullable()
    .default(null)
    .describe('the results this one was merged from; null: it is of a single run'),
  scenarios: z.array(scenarioSchema),
  policy: policyResultSchema
    .nullable()
    .default(null)
    .describe('the PowerfulSeal policy that was run; null: there was none'),
  measurement: measurementSchema,
  error: z.string().nullable().describe('what ended the run early'),
});

export type Verdict = (typeof verdicts)[number];
export type Evidence = z.infer<typeof evidenceSchema>;
export type ObjectiveResult = z.infer<typeof objectiveSchema>;
export type HealingSummary = z.infer<typeof healingSummarySchema>;
export type ScenarioResult = z.infer<typeof scenarioSchema>;
export type StopReason = ScenarioResult['stoppedBecause'];
export type ClusterFacts = z.infer<typeof clusterSchema>;
export type Measurement = z.infer<typeof measurementSchema>;
export type MergedPart = z.infer<typeof mergedSchema>;
export type Result = z.infer<typeof resultSchema>;
