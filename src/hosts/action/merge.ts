import { mergeAction } from './merge-action.ts';
import { outliveOutput, toolkit } from './toolkit.ts';

outliveOutput();
process.exitCode = await mergeAction({
  env: process.env,
  toolkit,
  signals: process,
  exitNow: (code) => process.exit(code),
});
