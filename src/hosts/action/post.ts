import { leftovers } from './leftovers.ts';
import { postAction } from './post-action.ts';
import { outliveOutput, toolkit } from './toolkit.ts';

outliveOutput();
await postAction(
  { env: process.env, toolkit, signals: process, exitNow: (code) => process.exit(code) },
  leftovers,
);
process.exit();
