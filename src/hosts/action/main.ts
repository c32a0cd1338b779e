import { runAction } from './run-action.ts';
import { outliveOutput, toolkit } from './toolkit.ts';

/** How long what a run left open may keep the step after its work is done. */
const lingerMs = 1000;

outliveOutput();
process.exitCode = await runAction(
  { env: process.env, toolkit, signals: process, exitNow: (code) => process.exit(code) },
  async (prepared, parts) => (await import('./start.ts')).start(prepared, parts),
);
setTimeout(() => process.exit(), lingerMs).unref();
