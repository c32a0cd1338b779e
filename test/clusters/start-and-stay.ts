import type { ClusterChoice } from '../../src/clusters/choice.ts';
import { startCluster } from '../../src/clusters/lifecycle.ts';

/** Creates a cluster, says so, and goes on until it is killed. */
const choice = JSON.parse(process.argv[2] ?? '') as ClusterChoice;
const deps = { report: () => undefined, env: process.env, needsLoadBalancer: 'no' } as const;
await startCluster(choice, deps, new AbortController().signal);
process.stdout.write('started\n');
setInterval(() => undefined, 60_000);
