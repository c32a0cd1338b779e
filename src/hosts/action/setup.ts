import { runProgram } from './program.ts';
import { setupAction } from './setup-action.ts';

await runProgram(setupAction);
