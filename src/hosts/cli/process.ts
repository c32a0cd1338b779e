import { runCli } from './program.ts';

/** How long what a command left open may keep the process after its work is done. */
const lingerMs = 1000;

/** Runs the command line in this process and sets its exit code. */
export async function runProcess(args: readonly string[]): Promise<void> {
  process.stdout.on('error', ignoreClosedPipe);
  process.stderr.on('error', ignoreClosedPipe);
  process.exitCode = await runCli(args, {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    signals: process,
    exitNow: (code) => process.exit(code),
  });
  setTimeout(() => process.exit(), lingerMs).unref();
}

/** `pod-start-slo report … | head` ends reading before all is written. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
