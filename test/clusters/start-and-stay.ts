import { providerOf, type ClusterChoice } from '../../src/hosts/providers.ts';

/** Creates a cluster, says so, and goes on until it is killed. */
const choice = JSON.parse(process.argv[2] ?? '') as ClusterChoice;
const deps = { report: () => undefined, env: process.env, needsLoadBalancer: 'no' } as const;
await providerOf(choice, deps).start(new AbortController().signal);
process.stdout.write('started\n');
setInterval(() => undefined, 60_000);
