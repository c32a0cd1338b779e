import type { Clock, OpenIteration, Report, RunSpace } from '../core/ports.ts';
import { diagnosisLine, Explaining } from '../core/diagnosis/hints.ts';
import { tellsOfBefore } from '../core/experiments/fold/afterwards.ts';
import type { Folding } from '../core/experiments/fold/folding.ts';
import { withLateRestarts } from '../core/experiments/record/late-restarts.ts';
import type { RecordContext } from '../core/experiments/record/context.ts';
import { experimentOf } from '../core/experiments/registry.ts';
import { stepOf } from '../core/experiments/fold/step.ts';
import type { Observation } from '../core/observation.ts';
import type { Scenario } from '../core/plan.ts';
import type { IterationResult } from '../core/result.ts';
import { withinTime } from '../core/time-limit.ts';

export interface IterationRequest {
  scenario: Scenario;
  index: number;
  round: number;
  warmup: boolean;
  /** Where in the second the first create request is sent, 0 to 1000 ms. */
  startOffsetMs: number;
}

export interface IterationDeps {
  clock: Clock;
  space: RunSpace;
  report: Report;
  /** Ends the iteration at once; what was measured so far of it is dropped. */
  signal: AbortSignal;
  /** Ends waiting for the deletions. */
  cleanupSignal: AbortSignal;
}

/**
 * One iteration: open, prepare, start, watch until the outcome is settled or time is up, delete, wait until all is gone.
 * Deletes what it created on every way out. Rejects when aborted or when the cluster fails.
 */
export async function measureIteration(
  request: IterationRequest,
  deps: IterationDeps,
): Promise<IterationResult> {
  const { clock, space, report } = deps;
  const watching = new Watching(report, request);
  const stopStalls = clock.watchStalls((stall) => watching.see(stall));
  const see = (seen: Observation): void => watching.see(seen);
  let result: IterationResult;
  let context: RecordContext;
  let closingMs: number;
  try {
    const open = await space.openIteration(request.scenario, request.index, see, deps.signal);
    try {
      await open.prepare();
      watching.begin(open.expectedPods);
      const startWaitMs = await waitForOffset(request.startOffsetMs, deps);
      // What could not be prepared has said so, and is over.
      if (!watching.settledNow) await open.start();
      await watchUntilSettled(watching, open, request.scenario.timeoutMs, deps);
      await open.stopProbing();
      // A stall under way when the answer was read is noticed at the latest here.
      stopStalls();
      context = contextOf(request, open, startWaitMs);
      const recorded = watching.record(context);
      result = { ...recorded, ...watching.why(recorded), ...(await logsOf(recorded, open, request, deps)) };
    } finally {
      closingMs = clock.nowMs();
      for (const message of await open.close(deps.cleanupSignal))
        report({ kind: 'note', level: 'warning', message });
    }
  } finally {
    stopStalls();
  }
  return { ...result, ...watching.lateRestarts(context), deletionMs: clock.nowMs() - closingMs };
}

/** Before the pods are deleted, and only where they explain something. */
async function logsOf(
  { outcome }: IterationResult,
  open: OpenIteration,
  { scenario }: IterationRequest,
  { signal }: IterationDeps,
): Promise<Pick<IterationResult, 'podLogs'>> {
  const explains = scenario.podLogs && (outcome === 'timed-out' || outcome === 'failed');
  return explains ? { podLogs: [...(await open.readLogs(signal))] } : {};
}

function contextOf(request: IterationRequest, open: OpenIteration, startWaitMs: number): RecordContext {
  return {
    index: request.index,
    round: request.round,
    warmup: request.warmup,
    startOffsetMs: request.startOffsetMs,
    startWaitMs,
    timeoutMs: request.scenario.timeoutMs,
    wasCached: (node, image) => open.wasCached(node, image),
    throughService: open.throughService(),
    probeIntervalMs: request.scenario.probe.intervalMs,
  };
}

/** Collects the observations of one iteration and folds them into its outcome. */
class Watching {
  readonly settled: Promise<void>;
  readonly #observations: Observation[] = [];
  readonly #scenario: Scenario;
  readonly #report: Report;
  readonly #explaining: Explaining;
  #folding: Folding;
  #timeUpMs: number | null = null;
  /** How many observations the record holds. */
  #recorded = 0;
  #resolve: () => void = () => undefined;

  constructor(report: Report, { scenario, index }: IterationRequest) {
    this.#report = report;
    this.#scenario = scenario;
    // The first start of a scenario explains what goes wrong while it waits; later ones only in their result.
    this.#explaining = new Explaining(scenario, index === 1);
    this.#folding = experimentOf(scenario).begin(scenario, { expectedPods: 1 });
    this.settled = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  /** How many pods it is about shows only once it is prepared; what was seen until then still counts. */
  begin(expectedPods: number): void {
    this.#folding = experimentOf(this.#scenario).begin(this.#scenario, { expectedPods });
    for (const seen of this.#observations) this.#folding.see(seen);
    if (this.#folding.settled) this.#resolve();
  }

  see(seen: Observation): void {
    if (this.#timeUpMs !== null && !tellsOfBefore(seen, this.#timeUpMs)) return;
    this.#observations.push(seen);
    this.#folding.see(seen);
    this.#explain(seen);
    const step = stepOf(seen);
    if (step !== null && !this.#folding.settled) this.#report({ kind: 'iteration-step', step });
    if (this.#folding.settled) this.#resolve();
  }

  #explain(seen: Observation): void {
    const hint = this.#explaining.see(seen);
    if (hint === null || this.#folding.settled) return;
    const message = `${this.#scenario.name}: no answer yet: ${diagnosisLine(hint)}`;
    this.#report({ kind: 'note', level: 'warning', message });
  }

  get settledNow(): boolean {
    return this.#folding.settled;
  }

  get startMs(): number | null {
    return this.#folding.startMs;
  }

  /** From now on only what tells of the time before counts. */
  timeIsUp(atMs: number): void {
    this.#timeUpMs = atMs;
  }

  /** Where it has not been settled meanwhile. */
  expire(): void {
    if (!this.#folding.settled) this.#folding.expire();
  }

  /** Why it was not answered, where something explains it. */
  why({ outcome }: IterationResult): Pick<IterationResult, 'diagnosis'> {
    if (outcome !== 'timed-out' && outcome !== 'failed') return {};
    const diagnosis = this.#explaining.now();
    return diagnosis === null ? {} : { diagnosis };
  }

  record(context: RecordContext): IterationResult {
    this.#recorded = this.#observations.length;
    return this.#folding.record(this.#observations, context);
  }

  /** What changes of the record by restarts that were reported since. */
  lateRestarts(context: RecordContext): Partial<IterationResult> {
    const settled = this.#observations.slice(0, this.#recorded);
    const all = withLateRestarts(settled, this.#observations.slice(this.#recorded));
    return all === null ? {} : this.#folding.record(all, context);
  }
}

/** Waits for the place in the second; how long that took, in ms. */
async function waitForOffset(offsetMs: number, { clock, signal }: IterationDeps): Promise<number> {
  const fromMs = clock.nowMs();
  await clock.sleep((offsetMs - (fromMs % 1000) + 1000) % 1000, signal);
  return clock.nowMs() - fromMs;
}

async function watchUntilSettled(
  watching: Watching,
  open: OpenIteration,
  timeoutMs: number,
  deps: IterationDeps,
): Promise<void> {
  const startMs = watching.startMs ?? deps.clock.nowMs();
  const leftMs = Math.max(0, startMs + timeoutMs - deps.clock.nowMs());
  await withinTime(watching.settled, leftMs, deps.clock, deps.signal);
  if (watching.settledNow) return;
  watching.timeIsUp(deps.clock.nowMs());
  await open.inspect();
  watching.expire();
}
