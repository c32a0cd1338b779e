import { reportAction } from './report-action.ts';
import { outliveOutput, toolkit } from './toolkit.ts';

outliveOutput();
process.exitCode = await reportAction({
  env: process.env,
  toolkit,
  signals: process,
  exitNow: (code) => process.exit(code),
});
