import { accuracyBench } from './accuracy.ts';
import { actionBench } from './action.ts';
import { overheadBench } from './overhead.ts';
import { powerfulSealBench } from './powerfulseal.ts';
import { startupBench } from './startup.ts';
import { verdictsBench } from './verdicts/main.ts';

await startupBench();
await overheadBench();
await actionBench();
await accuracyBench();
await powerfulSealBench();
verdictsBench();
