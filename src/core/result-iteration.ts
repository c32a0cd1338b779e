import * as z from 'zod';
import { killMethods } from './experiments/names.ts';
import { phaseKeys } from './phases.ts';
import { instantSchema } from './result-instant.ts';

export * from './result-instant.ts';

const ms = z.number();
const knownMs = ms.nullable();

export const outcomes = ['answered', 'timed-out', 'failed', 'invalid'] as const;
export const podVias = ['pod-ip', 'api-proxy'] as const;
export const diagnosisKinds = [
  'image',
  'crash',
  'unscheduled',
  'rejected',
  'status',
  'not-http',
  'refused',
  'not-ready',
  'no-endpoints',
  'no-answer',
] as const;
export const pullKinds = ['present', 're-resolved', 'pulled'] as const;

const pullSchema = z.object({
  container: z.string().describe('its name; of the image of a volume, the name of the volume'),
  isVolume: z
    .boolean()
    .optional()
    .describe('true: of a volume of the pod (`image` in its volumes); absent: of a container'),
  image: z.string(),
  kind: z
    .enum(pullKinds)
    .nullable()
    .describe(
      'present: no request to the registry; re-resolved: only the digest was requested; pulled: the node did not have it (layers it shares with another image may have been there); null: it is not known whether the node had it',
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

const restartSchema = z.object({
  pod: z.string(),
  container: z.string(),
  count: z.number().int().describe('how often it was restarted'),
  exitCodes: z
    .array(z.number().int().nullable())
    .describe('exit code of each run that ended, in their order; null: not seen'),
  reason: z.string().nullable().describe('of the last of these ends, e.g. Error, OOMKilled'),
  costMs: knownMs.describe(
    'from the first start of the container to the one that lasted, runner clock; null: it did not last, or one of them was not seen',
  ),
});

const podLogSchema = z.object({
  pod: z.string(),
  container: z.string(),
  previous: z.boolean().describe('true: of the container before it was restarted'),
  lines: z.array(z.string()),
});

const diagnosisSchema = z.object({
  kind: z.enum(diagnosisKinds),
  problem: z.string().describe('what was observed, e.g. nothing listens on port 9999 of container web'),
  fix: z.string().nullable().describe('what to check or change, with the flag or field'),
});

const victimSchema = z.object({
  pod: z.string(),
  container: z.string().nullable().describe('where a container was killed in place'),
  nodeName: z.string().nullable(),
  ageMs: knownMs.describe('since its creationTimestamp, which has a resolution of 1 s'),
});

const healingSchema = z.object({
  kill: z.enum(killMethods),
  victim: victimSchema.nullable().describe('null where it did not come to killing'),
  desiredPods: z.number().int().describe('size of the full set'),
  replacement: z.string().nullable().describe('pod that took the place of the victim'),
  scheduledMs: knownMs.describe(
    'kill request to the replacement having a node; null where no pod is replaced',
  ),
  outageMs: knownMs.describe(
    'longest time in which no attempt of a client succeeded: start of the first that failed to start of the next that did not; 0: none failed; null: it had not ended',
  ),
  outageResolutionMs: knownMs.describe(
    'how far off that may be: the time to the attempts before it and at its end, or by how much the longest time between two attempts is longer',
  ),
  longestGapMs: knownMs.describe('longest time between two answers, or from the kill to the first'),
  probes: z.number().int().describe('attempts of the client from the kill request on'),
  failedProbes: z.number().int(),
});

const fleetPodSchema = z.object({
  pod: z.string(),
  nodeName: z.string().nullable(),
  scheduledMs: knownMs,
  readyMs: knownMs,
  answeredMs: knownMs.describe('the pod itself answered, probed past the Service'),
  answeredVia: z
    .enum(podVias)
    .nullable()
    .default(null)
    .describe(
      'where that answer came from: the pod’s own address, or the API server’s proxy; null: it did not answer, or of a version that did not say',
    ),
  availableMs: knownMs.describe('Ready and answering'),
  availableAtMostMs: knownMs.describe(
    'an upper bound where a stall of this process or a watch gap hid when it became available',
  ),
  resolutionMs: knownMs.describe('how far availableMs may lie after the truth'),
});

const fleetSchema = z.object({
  from: z.number().int().describe('pods before'),
  to: z.number().int().describe('pods requested'),
  firstMs: knownMs.describe('request to the first new pod Ready and answering'),
  halfMs: knownMs.describe('half of the new pods, rounded up'),
  allMs: knownMs.describe('all of them'),
  pods: z.array(fleetPodSchema).describe('the new ones'),
});

/** One start, as the result of a run holds it. */
export const iterationSchema = z.object({
  index: z.number().int().describe('counts from 1; warm-up iterations included'),
  round: z
    .number()
    .int()
    .nullable()
    .default(null)
    .describe(
      'round of its run in which it was started, counts from 1; in each, every scenario that is not settled has one start, or one pair, in an order drawn afresh, which startedAt shows; null: of a version that had none',
    ),
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
  totalMs: knownMs.describe(
    'pod-start: first create request to first matching HTTP response; healing: kill request to the full set Ready and the service answering again; scaling: request to all new pods Ready and answering. Runner clock',
  ),
  readyMs: knownMs.describe(
    'first create request to receipt of condition Ready (of the last pod), runner clock',
  ),
  sliMs: knownMs
    .default(null)
    .describe(
      'pod start-up latency as Kubernetes’ SLI defines it: pod-added to all containers running (runner clock), without pulling images and running init containers (durations of the kubelet clock); of several pods that of the slowest; null: not known exactly, or of a version that did not measure it',
    ),
  sliAtMostMs: knownMs
    .default(null)
    .describe('an upper bound where sliMs cannot be told exactly, such as with init containers'),
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
  restarts: z
    .array(restartSchema)
    .optional()
    .describe(
      'containers that ended and were restarted; there is no phases.applicationMs and no readinessMs then',
    ),
  volumeClaims: z
    .array(
      z.object({
        name: z.string(),
        isNew: z
          .boolean()
          .describe(
            'true: created for this start, whose scheduling includes its volume; false: it was there before',
          ),
      }),
    )
    .optional()
    .describe('claims from the volumeClaimTemplates of StatefulSets'),
  healing: healingSchema.optional().describe('of the experiment healing'),
  fleet: fleetSchema.optional().describe('of the experiment scaling, and of pod-start with a burst'),
  diagnosis: diagnosisSchema
    .optional()
    .describe('why it was not answered and what to do; absent where it was, or where nothing explains it'),
  podLogs: z
    .array(podLogSchema)
    .optional()
    .describe('if requested: the last lines of containers, of an iteration that never answered'),
});

export type Outcome = (typeof outcomes)[number];
export type PodVia = (typeof podVias)[number];
export type PullKind = (typeof pullKinds)[number];
export type ImagePull = z.infer<typeof pullSchema>;
export type HealingRecord = z.infer<typeof healingSchema>;
export type FleetRecord = z.infer<typeof fleetSchema>;
export type FleetPod = z.infer<typeof fleetPodSchema>;
export type Diagnosis = z.infer<typeof diagnosisSchema>;
export type Restart = z.infer<typeof restartSchema>;
export type PodLog = z.infer<typeof podLogSchema>;
export type IterationResult = z.infer<typeof iterationSchema>;
