import { PodStartSloError, usageError, type Problem } from '../../../core/errors.ts';
import type { Plan } from '../../../core/plan.ts';
import type { LogFormat, WatchPlan } from '../../../core/watch/plan.ts';
import { resolveInput } from '../../shared/resolve-input.ts';
import { systemClock } from '../../shared/system-clock.ts';
import type { ClusterChoice } from '../../../clusters/choice.ts';
import { clusterChoiceOf } from '../cluster-choice.ts';
import { styleFor } from '../color.ts';
import type { Action } from '../command-action.ts';
import { exitCodeOfError } from '../exit-code.ts';
import type { FlagValues } from '../flag-values.ts';
import { runInputOf } from '../run-input.ts';
import { watchSignals } from '../signals.ts';
import type { Context } from '../streams.ts';
import { watchLog, type WatchLog } from '../watch-log.ts';
import { openState } from '../watch-state.ts';

/** Measures until a signal ends it, and then exits as the signal says: it has no verdict of its own. */
export const watch: Action = async (flags, context) => {
  let prepared: Prepared;
  try {
    prepared = await prepare(flags);
  } catch (error) {
    if (flags.text('log-format') !== 'json') throw error;
    return lastLine(logOf(null, 'json', flags, context), error);
  }
  return await watchPrepared(prepared, flags, context);
};

/** Measures on. In JSON the last line is JSON too, whatever ends it. */
async function watchPrepared(prepared: Prepared, flags: FlagValues, context: Context): Promise<number> {
  const { plan, watch: watched, warnings, cluster } = prepared;
  const log = logOf(plan, watched.logFormat, flags, context);
  const warn = (text: string): void => log.say({ level: 'warning', text, role: 'doubtful' });
  for (const { field, message } of warnings) warn(`${field} ${message}`);
  const interrupts = watchSignals(context, (text) => log.say({ level: 'info', text }));
  const lost = new AbortController();
  try {
    const clock = systemClock();
    const say = (text: string): void => log.say({ level: 'info', text });
    const onLost = (error: PodStartSloError): void => lost.abort(error);
    const lockOptions = { clock, signal: interrupts.signal, say, onLost };
    const stateFile = await openState(plan, watched, warn, lockOptions);
    try {
      for (const text of stateFile.notes) log.say({ level: 'info', text });
      const { startWatch } = await import('../../start-watch.ts');
      const { state, save } = stateFile;
      const { cleanupSignal } = interrupts;
      const signal = AbortSignal.any([interrupts.signal, lost.signal]);
      const request = { plan, watch: watched, cluster, env: context.env, state, save, signal, cleanupSignal };
      return await startWatch({ ...request, tell: log.tell });
    } finally {
      await stateFile.close();
    }
  } catch (error) {
    const { signal } = interrupts;
    const told: unknown = signal.aborted && !(error instanceof PodStartSloError) ? signal.reason : error;
    if (watched.logFormat === 'text') throw told;
    return lastLine(log, told);
  } finally {
    interrupts.stop();
  }
}

/** What ended it as a line of the log; returns the exit code. */
function lastLine(log: WatchLog, error: unknown): number {
  log.fail(error);
  return exitCodeOfError(error);
}

interface Prepared {
  plan: Plan;
  watch: WatchPlan;
  warnings: readonly Problem[];
  cluster: ClusterChoice;
}

/** @throws PodStartSloError usage, with everything that is wrong, before anything is created */
async function prepare(flags: FlagValues): Promise<Prepared> {
  const problems: Problem[] = [];
  const resolution = await resolveInput({ ...runInputOf(flags), continuous: true });
  const cluster = clusterChoiceOf(resolution.cluster, problems);
  if ('problems' in resolution) throw usageError([...problems, ...resolution.problems]);
  if (problems.length > 0) throw usageError(problems);
  return { ...resolution, cluster };
}

function logOf(plan: Plan | null, format: LogFormat, flags: FlagValues, { stderr }: Context): WatchLog {
  const style = styleFor(stderr, !flags.has('no-color'));
  return watchLog({ stream: stderr, style, format, quiet: flags.has('quiet'), plan, now: () => new Date() });
}
