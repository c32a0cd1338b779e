import { mergeAction } from './merge-action.ts';
import { runProgram } from './program.ts';

await runProgram(mergeAction);
