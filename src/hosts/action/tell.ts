import { messageOf, type PodStartSloError } from '../../core/errors.ts';
import type { History } from '../../core/history.ts';
import { renderTable } from '../../reports/terminal/table.ts';
import { annotationOf } from './annotation.ts';
import { conclude, type End, type OnInconclusive } from './conclusion.ts';
import type { Host } from './host.ts';
import type { Log } from './log.ts';
import { outputsOf } from './outputs.ts';
import type { ResultFiles } from './result-files.ts';
import { summaryOf } from './summary.ts';
import { inActionWords } from './words.ts';

interface Parts {
  host: Host;
  log: Log;
  files: ResultFiles;
  onInconclusive: OnInconclusive;
  /** Earlier runs of the branch, for the trend. */
  history: History | null;
  /** A sentence of its own in the summary; null for none. */
  beside: string | null;
}

/** Tells the end of a run in every way there is: log, files, outputs, job summary, annotation. Resolves with the exit code. */
export async function tell(end: End, parts: Parts): Promise<number> {
  const { host, log, files, onInconclusive, history, beside } = parts;
  const conclusion = conclude(end, onInconclusive);
  const { toolkit, env } = host;
  /** A disk or a runner that refuses one of them must not cost the others, nor change the verdict. */
  const attempt = async (what: string, work: () => unknown): Promise<void> => {
    try {
      await work();
    } catch (error) {
      log.say(`warning: ${what}: ${messageOf(error)}`);
    }
  };
  log.endGroup();
  if (end.result !== null) log.say(`\n${renderTable(end.result)}`);
  if (end.failure !== null) sayFailure(end.failure, log, env['RUNNER_DEBUG'] === '1');
  await attempt('the report could not be written', () => files.finish());
  await attempt('the outputs could not be set', () => {
    const outputs = outputsOf(conclusion.verdict, end.result, files.paths);
    for (const [name, value] of Object.entries(outputs)) toolkit.output(name, value);
  });
  if ((env['GITHUB_STEP_SUMMARY'] ?? '') !== '')
    await attempt('the job summary could not be written', () =>
      toolkit.summarize(summaryOf(end, files.paths.result, { history, beside })),
    );
  const annotation = annotationOf(end, conclusion);
  if (annotation !== null) log.annotate(annotation.level, annotation.title, annotation.message);
  return conclusion.fails ? 1 : 0;
}

/** What an annotation has no room for: the output of other programs, and where it happened. */
export function sayFailure(failure: PodStartSloError, log: Log, isDebug: boolean): void {
  const { message, facts, code } = failure;
  if (code === 'cluster' || code === 'bug') {
    log.say(`error: ${inActionWords(message)}`);
    if (facts.hint !== undefined) log.say(`hint: ${inActionWords(facts.hint)}`);
  }
  if (isDebug) log.say(stackOf(failure));
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
