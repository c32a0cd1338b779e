import { reportAction } from './report-action.ts';
import { runProgram } from './program.ts';

await runProgram(reportAction);
