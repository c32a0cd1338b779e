import { endWithoutVerdict } from '../shared/uncaught.ts';
import { surviveFailures } from '../shared/written-output.ts';
import { leftovers } from './leftovers.ts';
import { postAction } from './post-action.ts';
import { toolkit } from './toolkit.ts';
import { warnUncaught } from './uncaught.ts';

endWithoutVerdict(process, 0, (error) => warnUncaught(error, toolkit));
for (const stream of [process.stdout, process.stderr]) surviveFailures(stream);
await postAction({ env: process.env, toolkit }, leftovers);
process.exit();
