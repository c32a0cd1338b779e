import { messageOf, PodStartSloError, usageError, type Problem } from '../../../core/errors.ts';
import type { Plan } from '../../../core/plan.ts';
import type { Result } from '../../../core/result.ts';
import type { ClusterChoice } from '../../../clusters/choice.ts';
import type { StartRun } from '../../start-run.ts';
import { chooseAuto } from '../auto.ts';
import { clusterChoiceOf } from '../cluster-choice.ts';
import { styleFor } from '../color.ts';
import type { Action } from '../command-action.ts';
import { exitCodeOf } from '../exit-code.ts';
import type { FlagValues } from '../flag-values.ts';
import { systemLiveClock } from '../../shared/live-clock.ts';
import { problemLines } from '../../shared/problem-lines.ts';
import { pushResult } from '../../shared/push-result.ts';
import { startProgress, type Progress } from '../progress.ts';
import { resolveInput } from '../../shared/resolve-input.ts';
import { runInputOf } from '../run-input.ts';
import { outputsOf, type Outputs } from '../run-outputs.ts';
import { throwIfFailed } from '../../shared/uncaught.ts';
import { watchSignals } from '../signals.ts';
import type { Context } from '../streams.ts';

export const run: Action = (flags, context) =>
  runWith(async (request) => (await import('../../start-run.ts')).startRun(request), flags, context);

/** Checks everything there is to check, runs, and prints; the run itself is given. */
export async function runWith(startRun: StartRun, flags: FlagValues, context: Context): Promise<number> {
  const { plan, warnings, cluster, outputs, told } = await prepare(flags, context);
  const progress = progressOf(flags, context);
  const style = styleFor(context.stderr, !flags.has('no-color'));
  if (told !== null) progress.say(told);
  for (const warning of warnings)
    for (const line of problemLines(warning, style)) progress.say(`warning:${line}`);
  const interrupts = watchSignals(context, progress.say);
  const { signal, cleanupSignal } = interrupts;
  const { report } = progress;
  const onResult = (result: Result) => outputs.keep(result);
  const { env } = context;
  /** A file that cannot be written does not cost the push, nor the other way round. */
  const finish = async (): Promise<void> => {
    try {
      await outputs.finish(progress.say);
    } finally {
      for (const problem of await pushOnce()) progress.say(`warning: ${problem}`);
    }
  };
  let isPushed = false;
  const pushOnce = async (): Promise<readonly string[]> => {
    if (isPushed) return [];
    isPushed = true;
    return await pushResult(plan, outputs.latest, { env, signal: cleanupSignal });
  };
  try {
    const result = await startRun({ plan, cluster, report, onResult, env, signal, cleanupSignal });
    await outputs.keep(result);
    progress.stop();
    await finish();
    throwIfFailed(signal);
    return exitCodeOf(result);
  } catch (error) {
    progress.stop();
    // What was measured before it went wrong is worth as much as ever.
    await finish().catch((failure: unknown) => progress.say(messageOf(failure)));
    throw signal.aborted && !(error instanceof PodStartSloError) ? signal.reason : error;
  } finally {
    progress.stop();
    interrupts.stop();
  }
}

interface Prepared {
  plan: Plan;
  warnings: readonly Problem[];
  cluster: ClusterChoice;
  outputs: Outputs;
  /** Which cluster was chosen, where nobody has said. */
  told: string | null;
}

/** @throws PodStartSloError usage, with everything that is wrong, before anything is created */
async function prepare(flags: FlagValues, context: Context): Promise<Prepared> {
  const problems: Problem[] = [];
  const resolution = await resolveInput(runInputOf(flags));
  const auto = await chooseAuto(resolution.cluster, problems, context.env);
  const cluster = clusterChoiceOf(resolution.cluster, problems, auto?.kind ?? null);
  const outputs = await outputsOf(flags, context, problems);
  if ('problems' in resolution) throw usageError([...problems, ...resolution.problems]);
  if (problems.length > 0) throw usageError(problems);
  return { ...resolution, cluster, outputs, told: auto?.told ?? null };
}

function progressOf(flags: FlagValues, { stderr, env }: Context): Progress {
  const isTerminal = stderr.isTTY === true && env['TERM'] !== 'dumb';
  return startProgress({
    stream: stderr,
    style: styleFor(stderr, !flags.has('no-color')),
    clock: systemLiveClock,
    quiet: flags.has('quiet'),
    watchPods: flags.has('watch-pods'),
    live: isTerminal && (env['CI'] ?? '') === '',
  });
}
