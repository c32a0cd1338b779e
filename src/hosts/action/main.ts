import { runProgram } from './program.ts';
import { runAction } from './run-action.ts';

await runProgram((host) =>
  runAction(host, async (prepared, parts) => (await import('./start.ts')).start(prepared, parts)),
);
