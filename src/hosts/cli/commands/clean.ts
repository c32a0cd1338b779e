import { countOf } from '../../../reports/sentences.ts';
import { cleanText } from '../../../reports/clean.ts';
import { restoredLines } from '../../shared/restored-lines.ts';
import { existingChoice } from '../cluster-choice.ts';
import { styleFor } from '../color.ts';
import type { Action } from '../command-table.ts';
import { exitCodes } from '../exit-code.ts';
import { throwIfFailed } from '../../shared/uncaught.ts';
import { watchSignals } from '../signals.ts';

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
    const swept = await startSweep({
      cluster: existingChoice(flags),
      request,
      env: context.env,
      signal: interrupts.signal,
    });
    throwIfFailed(interrupts.signal);
    const { deleted, restored, left, alive } = swept;
    const lines = [
      ...restoredLines(swept).map(cleanText),
      ...deleted.map((what) => `deleted ${cleanText(what)}`),
      ...left.map((what) => `${style('bad', 'left')} ${cleanText(what)}`),
      ...alive.map(
        (run) => `run ${cleanText(run)} is still going on and was not touched; --all deletes it as well`,
      ),
    ];
    for (const line of lines) context.stdout.write(`${line}\n`);
    const putBack = restored.length === 0 ? '' : `${restored.length} put back, `;
    context.stdout.write(`${countOf(deleted.length, 'thing')} deleted, ${putBack}${left.length} left\n`);
    return left.length === 0 ? 0 : exitCodes.noVerdict;
  } finally {
    interrupts.stop();
  }
};
