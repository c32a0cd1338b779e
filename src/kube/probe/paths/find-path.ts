import type { Clock } from '../../../core/ports.ts';
import type { Via } from '../../../core/result.ts';
import type { AttemptResult } from '../attempt/attempt-result.ts';
import { choosePath, type PathChoice, type Trial } from './choose-path.ts';
import { lastErrors, whenChanged } from './last-errors.ts';
import { probeOnSchedule } from '../attempt/schedule.ts';
import type { Candidate, ProbeTarget } from './target.ts';

export interface FindPathOptions {
  via: Via | 'auto';
  inCluster: boolean;
  clock: Pick<Clock, 'nowMs' | 'sleep'>;
  signal: AbortSignal;
  /** How long a path may take to answer, from the call. */
  timeoutMs: number;
  /**
   * How much longer a better path may take once a worse one has answered: kube-proxy writes its rules once a second, a
   * load balancer follows a little later, while the API server's ways work at once.
   */
  graceMs?: number;
  /** What an attempt counts for: on a way past the Service an answer may come too early to be one. */
  believe?: (target: ProbeTarget, result: AttemptResult) => AttemptResult;
  /** Told of the last error of each way, `node-port 172.18.0.2:31234: ECONNREFUSED; …`, when one of them changes. */
  onErrors?: (lastErrors: string) => void;
}

/** Rarer than a measurement: several addresses are tried at the same time, and nothing is timed. */
const trialIntervalMs = 100;

/**
 * Tries all ways to a Service that has (or is about to have) an answering pod, and chooses one. An explicit way is used
 * because it was asked for: tried are only its addresses, where it has several, to find the best of them.
 * @throws the signal's reason
 */
export async function findPath(
  candidates: readonly Candidate[],
  options: FindPathOptions,
): Promise<PathChoice & { trials: readonly Trial[] }> {
  const { via, inCluster } = options;
  const targets = candidates.flatMap((each) =>
    via === 'auto' || (each.via === via && each.targets.length > 1) ? each.targets : [],
  );
  const tried = await tryAll(targets, options);
  options.signal.throwIfAborted();
  const trials = candidates.map((each) => trialOf(each, tried));
  return { ...choosePath({ via, inCluster, trials }), trials };
}

interface Tried {
  target: ProbeTarget;
  answered: boolean;
  status: number | null;
  error: string | null;
}

/** Results in the order of the targets; ends when the best has answered, or others have and its grace is over. */
async function tryAll(targets: readonly ProbeTarget[], options: FindPathOptions): Promise<Tried[]> {
  const { clock, signal, timeoutMs, graceMs = 3000 } = options;
  const stop = new AbortController();
  const until = AbortSignal.any([signal, stop.signal]);
  const endAfter = (ms: number): void => {
    clock.sleep(ms, until).then(
      () => stop.abort(),
      () => undefined,
    );
  };
  endAfter(timeoutMs);
  const results: Tried[] = targets.map((target) => ({ target, answered: false, status: null, error: null }));
  const tellErrors = whenChanged(() => lastErrors(results), options.onErrors);
  await Promise.all(
    results.map(async (result, index) => {
      await tryOne(result, until, { ...options, tellErrors });
      if (!result.answered) return;
      if (index === 0) stop.abort();
      else endAfter(graceMs);
    }),
  );
  stop.abort();
  return results;
}

/** Fills in what came of one target as it is seen. */
async function tryOne(
  result: Tried,
  signal: AbortSignal,
  options: FindPathOptions & { tellErrors: () => void },
): Promise<void> {
  const { target } = result;
  const { clock, tellErrors, believe = (_, attempted) => attempted } = options;
  await probeOnSchedule(async (until) => believe(target, await target.attempt(null, until)), {
    clock,
    signal,
    intervalMs: Math.max(trialIntervalMs, target.minIntervalMs),
    maxInFlight: target.maxInFlight,
    report: ({ matched, status, error }) => {
      result.answered ||= matched;
      result.status = status ?? result.status;
      result.error = error;
      tellErrors();
    },
  });
}

function trialOf({ via, targets, impossible }: Candidate, tried: readonly Tried[]): Trial {
  if (impossible !== null) return { via, state: 'impossible', target: null, detail: impossible };
  const own = tried.filter(({ target }) => targets.some((each) => each === target));
  const best = own.find(({ answered }) => answered) ?? own.find(responded) ?? own[0];
  if (best === undefined) return { via, state: 'untried', target: targets[0], detail: '' };
  if (best.answered) return { via, state: 'answered', target: best.target, detail: '' };
  const state = responded(best) ? 'responded' : 'silent';
  return { via, state, target: best.target, detail: best.error ?? 'no answer in time' };
}

/** 502 to 504 are what a proxy says about a way that does not work; any other status came from an application. */
function responded({ status }: Tried): boolean {
  return status !== null && (status < 502 || status > 504);
}
