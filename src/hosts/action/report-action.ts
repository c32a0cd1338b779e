import { plain } from '../../reports/wording/style.ts';
import { problemLines } from '../shared/problem-lines.ts';
import { Given } from './given.ts';
import { githubWishOf } from './github-wish.ts';
import type { Host } from './host.ts';
import { reportInputs } from './inputs.ts';
import { Log } from './log.ts';
import { watchSignals } from './signals.ts';

/**
 * Comments for the run that started this one by workflow_run, from the artifact it left. Wrong inputs fail the step, and
 * nothing else does: a report decides nothing. Resolves with the exit code.
 */
export async function reportAction(host: Host): Promise<number> {
  const log = new Log(host.toolkit);
  const given = new Given(host.toolkit, new Map(), reportInputs);
  const wish = { ...githubWishOf(given), artifact: given.text('artifact') ?? '' };
  if (given.problems.length > 0) {
    const lines = given.problems.flatMap((each) => problemLines(each, plain));
    log.annotate('error', 'Wrong inputs', lines.join('\n'));
    return 1;
  }
  const interrupts = watchSignals(host, log);
  const { reportRun } = await import('./github/report-run.ts');
  await reportRun(wish, { env: host.env, log, signal: interrupts.signal });
  interrupts.stop();
  return 0;
}
