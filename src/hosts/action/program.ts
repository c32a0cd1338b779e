import { ignoresHangup } from '../shared/ignored-hangup.ts';
import { endWithoutVerdict } from '../shared/uncaught.ts';
import { surviveFailures } from '../shared/written-output.ts';
import type { Host } from './host.ts';
import { toolkit } from './toolkit.ts';
import { tellUncaught } from './uncaught.ts';

/** How long what a run left open may keep the step after its work is done. */
const lingerMs = 1000;

/** Runs one of the action's programs in this process, and ends the process with its exit code. */
export async function runProgram(work: (host: Host) => Promise<number>): Promise<void> {
  const finish = endWithoutVerdict(process, 1, (error) => tellUncaught(error, toolkit));
  const log = surviveFailures(process.stdout);
  surviveFailures(process.stderr);
  const isHangupIgnored = ignoresHangup(process.env);
  // Node has set it back to its default, which ends the process.
  if (isHangupIgnored) process.on('SIGHUP', () => undefined);
  const code = await work({
    ...{ env: process.env, toolkit, signals: process, ignoresHangup: isHangupIgnored },
    parentPid: process.ppid,
    exitNow: (exitCode) => process.exit(exitCode),
  });
  if (log.failure !== null) process.stderr.write(`warning: the log could not be written: ${log.failure}\n`);
  finish(code);
  setTimeout(() => process.exit(), lingerMs).unref();
}
