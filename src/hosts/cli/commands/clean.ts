import type { SweptClusters } from '../../../clusters/own/sweep.ts';
import type { SweepRequest } from '../../../kube/sweep/sweep.ts';
import { countOf } from '../../../reports/wording/count.ts';
import { cleanText } from '../../../reports/wording/clean.ts';
import { restoredLines } from '../../shared/restored-lines.ts';
import { existingChoice } from '../cluster-choice.ts';
import { styleFor } from '../color.ts';
import type { Action } from '../command-action.ts';
import { exitCodes } from '../exit-code.ts';
import { throwIfFailed } from '../../shared/uncaught.ts';
import { watchSignals } from '../signals.ts';
import type { Environment } from '../../start-run.ts';

/** Deletes what killed runs left, puts back what they had scaled, and says what it did and what it could not. */
export const clean: Action = async (flags, context) => {
  const style = styleFor(context.stdout, !flags.has('no-color'));
  const interrupts = watchSignals(context, (message) => void context.stderr.write(`${message}\n`));
  const { startSweep } = await import('../../start-sweep.ts');
  const request = {
    namespace: flags.text('namespace') ?? null,
    runId: flags.text('run-id') ?? null,
    all: flags.has('all'),
  };
  try {
    const clusters = await ownClusters(request, context.env, interrupts.signal);
    for (const what of clusters.deleted) context.stdout.write(`deleted ${cleanText(what)}\n`);
    for (const what of clusters.left) context.stdout.write(`${style('bad', 'left')} ${cleanText(what)}\n`);
    const swept = await startSweep({
      cluster: existingChoice(flags),
      request,
      env: context.env,
      signal: interrupts.signal,
      onWait: (runs, mostSeconds) =>
        context.stdout.write(
          `watching for up to ${mostSeconds} s whether ${countOf(runs, 'run')} can be seen alive: only what nobody renews meanwhile is deleted\n`,
        ),
    });
    throwIfFailed(interrupts.signal);
    const { restored, alive } = swept;
    const [deletedCount, leftCount] = [
      swept.deleted.length + clusters.deleted.length,
      swept.left.length + clusters.left.length,
    ];
    const lines = [
      ...restoredLines(swept).map(cleanText),
      ...swept.deleted.map((what) => `deleted ${cleanText(what)}`),
      ...swept.left.map((what) => `${style('bad', 'left')} ${cleanText(what)}`),
      ...alive.map(
        (run) => `run ${cleanText(run)} is still going on and was not touched; --all deletes it as well`,
      ),
    ];
    for (const line of lines) context.stdout.write(`${line}\n`);
    const putBack = restored.length === 0 ? '' : `${restored.length} restored, `;
    context.stdout.write(`${countOf(deletedCount, 'thing')} deleted, ${putBack}${leftCount} left\n`);
    return leftCount === 0 ? 0 : exitCodes.noVerdict;
  } finally {
    interrupts.stop();
  }
};

/** Clusters that killed runs created on this machine; who names a run or a namespace asks for nothing else. */
async function ownClusters(
  { namespace, runId }: SweepRequest,
  env: Environment,
  signal: AbortSignal,
): Promise<SweptClusters> {
  if (namespace !== null || runId !== null) return { deleted: [], left: [] };
  const { sweepClusters } = await import('../../../clusters/own/sweep.ts');
  return await sweepClusters({ env, signal });
}
