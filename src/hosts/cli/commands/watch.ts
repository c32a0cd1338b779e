import { PodStartSloError, usageError, type Problem } from '../../../core/errors.ts';
import { resolveRun } from '../../../core/policy/resolve.ts';
import type { Plan } from '../../../core/plan.ts';
import type { WatchPlan } from '../../../core/watch/plan.ts';
import { readTextFile } from '../../shared/read-text.ts';
import type { ClusterChoice } from '../../providers.ts';
import { clusterChoiceOf } from '../cluster-choice.ts';
import { styleFor } from '../color.ts';
import type { Action } from '../command-table.ts';
import type { FlagValues } from '../flag-values.ts';
import { runInputOf, strayPolicyFlags } from '../run-input.ts';
import { watchSignals } from '../signals.ts';
import type { Context } from '../streams.ts';
import { watchLog, type WatchLog } from '../watch-log.ts';
import { openState } from '../watch-state.ts';

/** Measures until a signal ends it, and then exits as the signal says: it has no verdict of its own. */
export const watch: Action = async (flags, context) => {
  const { plan, watch: watched, warnings, cluster, format } = prepare(flags);
  const log = logOf(plan, format, flags, context);
  const warn = (text: string): void => log.say({ level: 'warning', text, role: 'doubtful' });
  for (const { field, message } of warnings) warn(`${field} ${message}`);
  const interrupts = watchSignals(context, (text) => log.say({ level: 'info', text }));
  try {
    const stateFile = await openState(plan, watched, warn);
    try {
      for (const text of stateFile.notes) log.say({ level: 'info', text });
      const { startWatch } = await import('../../start-watch.ts');
      const { state, save } = stateFile;
      const { signal, cleanupSignal } = interrupts;
      const request = { plan, watch: watched, cluster, env: context.env, state, save, signal, cleanupSignal };
      return await startWatch({ ...request, tell: log.tell });
    } finally {
      await stateFile.close();
    }
  } catch (error) {
    const { signal } = interrupts;
    throw signal.aborted && !(error instanceof PodStartSloError) ? signal.reason : error;
  } finally {
    interrupts.stop();
  }
};

interface Prepared {
  plan: Plan;
  watch: WatchPlan;
  warnings: readonly Problem[];
  cluster: ClusterChoice;
  format: 'text' | 'json';
}

/** @throws PodStartSloError usage, with everything that is wrong, before anything is created */
function prepare(flags: FlagValues): Prepared {
  const problems: Problem[] = [];
  const cluster = clusterChoiceOf(flags, problems);
  problems.push(...strayPolicyFlags(flags));
  const format = flags.text('log-format') ?? 'text';
  if (format !== 'text' && format !== 'json')
    problems.push({ field: '--log-format', value: format, message: 'must be text or json' });
  const resolution = resolveRun({ ...runInputOf(flags), continuous: true }, readTextFile);
  if ('problems' in resolution) throw usageError([...problems, ...resolution.problems]);
  if (problems.length > 0) throw usageError(problems);
  return { ...resolution, cluster, format: format === 'json' ? 'json' : 'text' };
}

function logOf(plan: Plan, format: 'text' | 'json', flags: FlagValues, { stderr }: Context): WatchLog {
  const style = styleFor(stderr, !flags.has('no-color'));
  return watchLog({ stream: stderr, style, format, quiet: flags.has('quiet'), plan, now: () => new Date() });
}
