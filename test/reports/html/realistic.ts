import type { Instant, InstantName, IterationResult, Result } from '../../../src/core/result.ts';
import { seededRandom } from '../../../src/core/random.ts';
import { makeIteration, neverAnswered, usualPhases } from '../../make-result.ts';

const pod = 'goldpinger-6d4b9';

/** Starts as a small cluster makes them, with the instants that the runner saw; the same for the same seed. */
export function realisticIterations(count: number, { seed = 1, pullMs = 0 } = {}): IterationResult[] {
  const random = seededRandom(seed);
  const between = (low: number, high: number) => low + (high - low) * random() * random();
  return Array.from({ length: count }, () => {
    const times = {
      scheduling: between(9, 60),
      sandbox: between(330, 900),
      pull: pullMs === 0 ? 0 : between(0.8, 1.6) * pullMs,
      start: between(95, 260),
      ready: between(120, 900),
      answer: between(15, 1100),
    };
    return iterationOf(times);
  });
}

/** One such start, with whatever else is said of it. */
export function realisticIteration(seed: number, facts: Partial<IterationResult> = {}): IterationResult {
  const [iteration = makeIteration()] = realisticIterations(1, { seed });
  return { ...iteration, ...facts };
}

interface Times {
  scheduling: number;
  sandbox: number;
  pull: number;
  start: number;
  ready: number;
  answer: number;
}

function iterationOf({ scheduling, sandbox, pull, start, ready, answer }: Times): IterationResult {
  const startedMs = scheduling + sandbox + pull + start;
  const readyMs = startedMs + ready;
  const totalMs = Math.max(startedMs + 20, readyMs - 150 + answer);
  const pulling = pull > 0 ? [seen('pulling', scheduling + sandbox, 'app')] : [];
  return makeIteration({
    totalMs,
    readyMs,
    phases: {
      ...usualPhases,
      schedulingMs: scheduling,
      sandboxMs: sandbox,
      imagePullMs: pull,
      containerStartMs: start,
      applicationMs: ready * 0.6,
      readinessMs: ready,
      routingMs: Math.max(0, totalMs - readyMs),
    },
    imagePulls: makeIteration().imagePulls.map((each) => ({
      ...each,
      kind: pull > 0 ? 'pulled' : 'present',
      ms: pull,
    })),
    instants: [
      seen('create-requested', 0),
      seen('create-accepted', scheduling * 0.4),
      seen('pod-added', scheduling * 0.45),
      seen('scheduled', scheduling),
      stamped('scheduled', 'scheduler'),
      seen('initialized', scheduling + 40),
      ...pulling,
      seen('pulled', scheduling + sandbox + pull, 'app'),
      seen('created', scheduling + sandbox + pull + 12, 'app'),
      seen('started', startedMs, 'app'),
      stamped('started', 'kubelet'),
      { ...seen('pod-answered', startedMs + ready * 0.6), resolutionMs: 100 },
      seen('running', readyMs),
      seen('ready', readyMs),
      seen('endpoint-ready', readyMs + 9),
      { ...seen('answered', totalMs), resolutionMs: 20, pod: undefined },
    ].map(withoutUndefined),
  });
}

function seen(
  name: InstantName,
  sinceStartMs: number,
  container?: string,
): Instant & { pod: string | undefined } {
  return { name, clock: 'runner', sinceStartMs, resolutionMs: 1, pod, ...(container && { container }) };
}

/** On a clock that no chart may mix with the runner's. */
function stamped(name: InstantName, clock: 'scheduler' | 'kubelet') {
  return { name, clock, unixMs: 1_795_478_117_435.9, resolutionMs: 0.001, pod };
}

function withoutUndefined({
  pod: name,
  ...instant
}: Omit<Instant, 'pod'> & { pod: string | undefined }): Instant {
  return name === undefined ? instant : { ...instant, pod: name };
}

/** A start that got as far as pulling its image, and no further. */
export function stuckPulling(message: string): IterationResult {
  const instants = [seen('create-requested', 0), seen('scheduled', 14), seen('pulling', 512, 'app')];
  return {
    ...neverAnswered('timed-out', 'ImagePullBackOff', message),
    instants: instants.map(withoutUndefined),
  };
}

/** The result with its first scenario compared with an earlier run that was that many times as fast. */
export function comparedWith(result: Result, times: number): Result {
  const [first, ...others] = result.scenarios;
  if (first === undefined) return result;
  const slower = <T extends object>(distribution: T): T =>
    Object.fromEntries(
      Object.entries(distribution).map(([key, value]) => [
        key,
        key.endsWith('Ms') ? scaled(value) : (value as unknown),
      ]),
    ) as T;
  const scaled = (value: unknown) => (typeof value === 'number' ? value * times : value);
  return {
    ...result,
    scenarios: [
      {
        ...first,
        comparison: {
          kind: 'stored',
          baseline: {
            label: 'main',
            scenario: null,
            runId: 'b81c04',
            startedAt: '2025-11-20T08:12:44.000000Z',
            commit: '4f2a9c1',
            summary: slower(first.summary),
            ready: slower(first.ready),
            phases: {},
            imageBytes: 38_000_000,
          },
          verdict: 'regression',
          reason: 'the interval of the change lies above 10%',
          maxRegression: 0.1,
          ratio: { estimate: 1 / times, interval: [1.12, null], confidence: 0.975, pairs: 30 },
          smallestDetectable: 0.17,
        },
      },
      ...others,
    ],
  };
}
