import * as z from 'zod';
import { phaseKeys } from './phases.ts';

/**
 * The one record of a run. Every report is a pure function of it; the JSON Schema in schema/ is generated from here.
 * Names ending in Ms hold milliseconds. Missing is null, never 0.
 */
export const schemaVersion = 1;

const ms = z.number();
const knownMs = ms.nullable();

export const outcomes = ['answered', 'timed-out', 'failed', 'invalid'] as const;
export const verdicts = ['met', 'violated', 'inconclusive'] as const;
export const clocks = ['runner', 'scheduler', 'kubelet', 'api-server'] as const;
export const vias = ['load-balancer', 'node-port', 'cluster-ip', 'port-forward', 'api-proxy'] as const;
export const pullKinds = ['present', 're-resolved', 'pulled'] as const;

const instantSchema = z.object({
  name: z.string().describe('What happened, e.g. scheduled, started, ready, answered'),
  clock: z.enum(clocks).describe('Which clock stamped it. Only instants of one clock are ever subtracted'),
  sinceStartMs: ms
    .optional()
    .describe('runner clock: milliseconds since just before the first create request'),
  unixMs: ms.optional().describe('other clocks: milliseconds since the Unix epoch, as that clock had it'),
  resolutionMs: ms.describe('how far the stamp may lie after the truth'),
  pod: z.string().optional(),
  container: z.string().optional(),
});

const pullSchema = z.object({
  container: z.string(),
  image: z.string(),
  kind: z
    .enum(pullKinds)
    .nullable()
    .describe(
      'present: no request to the registry; re-resolved: only the digest was asked for; pulled: the node did not have it (layers it shares with another image may have been there); null: it is not known whether the node had it',
    ),
  ms: knownMs.describe('kubelet clock, waiting in its queue included'),
  waitingMs: knownMs.describe('of that, the time waiting in the kubelet’s queue'),
  bytes: z.number().nullable().describe('size of the image as the container runtime states it'),
});

const phasesSchema = z.object(
  Object.fromEntries(Object.values(phaseKeys).map((key) => [key, knownMs])) as Record<
    (typeof phaseKeys)[keyof typeof phaseKeys],
    typeof knownMs
  >,
);

const iterationSchema = z.object({
  index: z.number().int().describe('counts from 1; warm-up iterations included'),
  warmup: z.boolean(),
  outcome: z.enum(outcomes),
  reason: z
    .string()
    .nullable()
    .describe('why it was not answered: the reason last seen, e.g. ImagePullBackOff'),
  message: z.string().nullable(),
  startedAt: z.string().describe('wall clock of the first create request, ISO 8601 with microseconds'),
  startOffsetMs: knownMs.describe(
    'where in the second the start was put (seeded), so that starts do not lock onto the kubelet’s rhythm',
  ),
  startWaitMs: ms.describe('time spent waiting for that place in the second'),
  deletionMs: knownMs.describe(
    'from the end of watching until pods and endpoints were deleted and gone; part of no latency',
  ),
  totalMs: knownMs.describe('first create request to first matching HTTP response, runner clock'),
  readyMs: knownMs.describe(
    'first create request to receipt of condition Ready (of the last pod), runner clock',
  ),
  phases: phasesSchema,
  applicationAtMostMs: knownMs.describe('an upper bound where phases.applicationMs cannot be told exactly'),
  instants: z.array(instantSchema),
  imagePulls: z.array(pullSchema),
  probe: z.object({
    attempts: z.number().int(),
    lastError: z.string().nullable(),
    resolutionMs: knownMs.describe('start of the last attempt that failed to start of the one that answered'),
  }),
  watchGaps: z.number().int(),
  stalledMs: ms.describe('longest stall of the measuring process before the answer'),
  nodeName: z.string().nullable(),
});

const summarySchema = z.object({
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
    .describe('95 % interval of the quantile, by order statistics; null ends are unbounded'),
  moreIterations: z
    .number()
    .int()
    .nullable()
    .describe('how many more without a breach would prove it met; 0 when proven'),
});

const objectiveSchema = z.object({
  expression: z.string(),
  measure: z.string(),
  statistic: z.string(),
  limitMs: ms,
  observedMs: knownMs.describe('null: the quantile falls on an iteration that never got there'),
  verdict: z.enum(verdicts),
  passed: z.boolean().nullable().describe('null when inconclusive'),
  reason: z.string().nullable().describe('why it is inconclusive, or what decided'),
  evidence: evidenceSchema,
});

const distributionSchema = summarySchema.omit({ timedOut: true, failed: true, invalid: true });

const scenarioSchema = z.object({
  name: z.string(),
  experiment: z.literal('pod-start'),
  verdict: z.enum(verdicts).nullable().describe('null: no objectives were given'),
  rule: z.enum(['observed', 'proven']),
  stoppedBecause: z.enum([
    'complete',
    'settled',
    'max-iterations',
    'max-duration',
    'too-many-invalid',
    'interrupted',
    'error',
    'running',
  ]),
  image: z.string().nullable(),
  imagePullPolicy: z.string().nullable(),
  imageCache: z.enum(['keep', 'remove']),
  timeoutMs: ms,
  iterations: z.array(iterationSchema),
  summary: summarySchema,
  ready: distributionSchema.describe('statistics of readyMs'),
  phases: z
    .record(z.string(), distributionSchema)
    .describe('statistics of each phase that is known at least once'),
  objectives: z.array(objectiveSchema),
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
  fingerprint: z
    .object({ hash: z.string(), parts: z.record(z.string(), z.string()) })
    .describe('results are comparable when the hash is equal'),
  scenarios: z.array(scenarioSchema),
  measurement: measurementSchema,
  error: z.string().nullable().describe('what ended the run early'),
});

export type Outcome = (typeof outcomes)[number];
export type Verdict = (typeof verdicts)[number];
export type ClockName = (typeof clocks)[number];
export type Via = (typeof vias)[number];
export type PullKind = (typeof pullKinds)[number];
export type Instant = z.infer<typeof instantSchema>;
export type ImagePull = z.infer<typeof pullSchema>;
export type IterationResult = z.infer<typeof iterationSchema>;
export type Summary = z.infer<typeof summarySchema>;
export type Distribution = z.infer<typeof distributionSchema>;
export type Evidence = z.infer<typeof evidenceSchema>;
export type ObjectiveResult = z.infer<typeof objectiveSchema>;
export type ScenarioResult = z.infer<typeof scenarioSchema>;
export type StopReason = ScenarioResult['stoppedBecause'];
export type ClusterFacts = z.infer<typeof clusterSchema>;
export type Measurement = z.infer<typeof measurementSchema>;
export type Result = z.infer<typeof resultSchema>;
