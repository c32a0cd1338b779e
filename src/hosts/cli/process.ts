import { setImmediate as rest } from 'node:timers/promises';
import { ignoresHangup } from '../shared/ignored-hangup.ts';
import { exitCodeOfOutput, tellLostOutput, type WrittenOutputs } from './lost-output.ts';
import { runCli } from './program.ts';

/** How long what a command left open may keep the process after its work is done. */
const lingerMs = 1000;

/** Runs the command line in this process, and finishes with its exit code. */
export async function runProcess(
  args: readonly string[],
  written: WrittenOutputs,
  finish: (exitCode: number) => void,
): Promise<void> {
  const { stdout, stderr, env } = process;
  const isHangupIgnored = ignoresHangup(env);
  // Node has set it back to its default, which ends the process.
  if (isHangupIgnored) process.on('SIGHUP', () => undefined);
  const code = await runCli(args, {
    ...{ stdout, stderr, env, signals: process },
    ignoresHangup: isHangupIgnored,
    exitNow: (exitCode) => process.exit(exitCode),
  });
  // What became of the last write is known only then.
  await rest();
  tellLostOutput(written, { stdout, stderr });
  finish(exitCodeOfOutput(code, args[0], written.stdout));
  setTimeout(() => process.exit(), lingerMs).unref();
}
