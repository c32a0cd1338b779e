import { messageOf, PodStartSloError } from '../../core/errors.ts';
import { plain } from '../../reports/style.ts';
import { systemLiveClock } from '../shared/live-clock.ts';
import { problemLines } from '../shared/problem-lines.ts';
import { refuseUnsafeEvent } from './event.ts';
import { Given } from './given.ts';
import type { Host } from './host.ts';
import { Log } from './log.ts';
import { onInconclusiveOf, prepare, type Prepared } from './prepare.ts';
import { startActionProgress } from './progress.ts';
import { ResultFiles } from './result-files.ts';
import { watchSignals, type Interrupts } from './signals.ts';
import type { Start } from './start.ts';
import { tell } from './tell.ts';
import { inActionWords } from './words.ts';

/** Checks the inputs, runs, and tells what came out; the run itself is given. Resolves with the exit code. */
export async function runAction(host: Host, start: Start): Promise<number> {
  const log = new Log(host.toolkit);
  const files = new ResultFiles(host.env);
  const given = new Given(host.toolkit);
  const onInconclusive = onInconclusiveOf(given);
  const interrupts = watchSignals(host, log);
  let failure: PodStartSloError | null = null;
  try {
    refuseUnsafeEvent(host.env, given.flag('allow-pull-request-target'));
    const prepared = prepare(given, host.env);
    await measure(prepared, { host, log, files, interrupts }, start);
  } catch (error) {
    failure = asFailure(error, interrupts.signal);
  }
  const code = await tell({ result: files.latest, failure }, { host, log, files, onInconclusive });
  interrupts.stop();
  return code;
}

interface Parts {
  host: Host;
  log: Log;
  files: ResultFiles;
  interrupts: Interrupts;
}

async function measure(prepared: Prepared, parts: Parts, start: Start): Promise<void> {
  const { host, log, files, interrupts } = parts;
  for (const warning of prepared.warnings)
    for (const line of problemLines(inActionWords(warning), plain)) log.say(`warning: ${line.trim()}`);
  const progress = startActionProgress(log, systemLiveClock);
  try {
    const { signal, cleanupSignal } = interrupts;
    const onResult: ResultFiles['keep'] = (result) => files.keep(result);
    const { report } = progress;
    await files.keep(await start(prepared, { host, log, report, onResult, signal, cleanupSignal }));
  } finally {
    progress.stop();
  }
}

/** Anything but our own error is a bug, and no verdict either. */
function asFailure(error: unknown, signal: AbortSignal): PodStartSloError {
  if (error instanceof PodStartSloError) return error;
  const reason: unknown = signal.aborted ? signal.reason : null;
  if (reason instanceof PodStartSloError) return reason;
  const hint = 'this is a bug of pod-start-slo; run the job again with debug logging to see where';
  return new PodStartSloError('cluster', `unexpected: ${messageOf(error)}`, { hint }, error);
}
