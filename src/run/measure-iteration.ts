import type { Clock, OpenIteration, Report, RunSpace } from '../core/ports.ts';
import { expire, newIteration, observe, type IterationState } from '../core/iteration/decide.ts';
import { recordIteration } from '../core/iteration/record.ts';
import { stepOf } from '../core/iteration/step.ts';
import type { Observation } from '../core/observation.ts';
import type { Scenario } from '../core/plan.ts';
import type { IterationResult } from '../core/result.ts';

export interface IterationRequest {
  scenario: Scenario;
  index: number;
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

/** A stall is noticed at the next tick after it; an answer is believed only once that tick has passed. */
const stallNoticeMs = 40;

/**
 * One iteration: open, start, watch until the outcome is settled or time is up, delete, wait until all is gone.
 * Deletes what it created on every way out. Rejects when aborted or when the cluster fails.
 */
export async function measureIteration(
  request: IterationRequest,
  deps: IterationDeps,
): Promise<IterationResult> {
  const { scenario, index } = request;
  const watching = new Watching(deps.report);
  const stopStalls = deps.clock.watchStalls((stall) => watching.see(stall));
  try {
    const open = await deps.space.openIteration(scenario, index, (seen) => watching.see(seen), deps.signal);
    try {
      watching.begin(open.expectedPods);
      await startAtOffset(request.startOffsetMs, deps);
      await open.start();
      await watchUntilSettled(watching, open, scenario.timeoutMs, deps);
      return recordIteration(watching.state, watching.observations, {
        index,
        warmup: request.warmup,
        startOffsetMs: request.startOffsetMs,
        wasCached: (node, image) => open.wasCached(node, image),
        throughService: open.throughService(),
      });
    } finally {
      const left = await open.close(deps.cleanupSignal);
      for (const message of left) deps.report({ kind: 'note', level: 'warning', message });
    }
  } finally {
    stopStalls();
  }
}

/** Collects the observations of one iteration and folds them into its state. */
class Watching {
  readonly observations: Observation[] = [];
  state: IterationState = newIteration({ expectedPods: 1 });
  readonly settled: Promise<void>;
  #resolve: () => void = () => undefined;
  readonly #report: Report;

  constructor(report: Report) {
    this.#report = report;
    this.settled = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  begin(expectedPods: number): void {
    this.state = newIteration({ expectedPods });
  }

  see(seen: Observation): void {
    this.observations.push(seen);
    this.state = observe(this.state, seen);
    const step = stepOf(seen);
    if (step !== null && !this.state.settled) this.#report({ kind: 'iteration-step', step });
    if (this.state.settled) this.#resolve();
  }
}

async function startAtOffset(offsetMs: number, { clock, signal }: IterationDeps): Promise<void> {
  const phaseMs = clock.nowMs() % 1000;
  await clock.sleep((offsetMs - phaseMs + 1000) % 1000, signal);
}

async function watchUntilSettled(
  watching: Watching,
  open: OpenIteration,
  timeoutMs: number,
  deps: IterationDeps,
): Promise<void> {
  const startMs = watching.state.startMs ?? deps.clock.nowMs();
  const timer = new AbortController();
  const timeUp = deps.clock.sleep(
    Math.max(0, startMs + timeoutMs - deps.clock.nowMs()),
    AbortSignal.any([timer.signal, deps.signal]),
  );
  try {
    await Promise.race([watching.settled, timeUp]);
  } finally {
    timer.abort();
    timeUp.catch(() => undefined);
  }
  if (!watching.state.settled) await open.inspect();
  if (!watching.state.settled) watching.state = expire(watching.state);
  if (watching.state.ended?.outcome === 'answered') await deps.clock.sleep(stallNoticeMs, deps.signal);
}
