import { globSync } from 'node:fs';
import type { PodStartSloError } from '../../core/errors.ts';
import type { Result } from '../../core/result.ts';
import { mergeFiles } from '../shared/merge-files.ts';
import { Given } from './given.ts';
import { githubWishOf } from './github-wish.ts';
import type { Host } from './host.ts';
import { mergeInputs } from './inputs.ts';
import { Log } from './log.ts';
import { onInconclusiveOf, reportsOf } from './prepare.ts';
import { ResultFiles } from './result-files.ts';
import { asFailure, tellOnGithub } from './run-action.ts';
import { watchSignals } from './signals.ts';

/** Judges the results of several runs together, and reports as a run does. Resolves with the exit code. */
export async function mergeAction(host: Host): Promise<number> {
  const log = new Log(host.toolkit);
  const given = new Given(host.toolkit, new Map(), mergeInputs);
  const files = new ResultFiles(host.env, reportsOf(given));
  const onInconclusive = onInconclusiveOf(given);
  const wish = githubWishOf(given);
  const interrupts = watchSignals(host, log);
  let failure: PodStartSloError | null = null;
  try {
    await files.keep(mergedResult(given));
  } catch (error) {
    failure = asFailure(error, interrupts.signal);
  }
  const end = { result: files.latest, failure };
  const { tell } = await import('./tell.ts');
  const code = await tell(end, { host, log, files, onInconclusive, history: null, beside: null });
  if (failure === null && end.result !== null)
    await tellOnGithub(end.result, wish, { host, log, interrupts });
  interrupts.stop();
  return code;
}

/** @throws PodStartSloError usage, with everything that is wrong */
function mergedResult(given: Given): Result {
  const patterns = given.lines('results');
  const problems = [...given.problems];
  if (patterns.length === 0)
    problems.push({
      field: 'results',
      message: 'no file given',
      fix: 'for instance results: shards/*/result.json',
    });
  const files = patterns.flatMap((pattern) => {
    const found = globSync(pattern).toSorted();
    if (found.length === 0) problems.push({ field: 'results', value: pattern, message: 'matches no file' });
    return found;
  });
  return mergeFiles([...new Set(files)], problems);
}
