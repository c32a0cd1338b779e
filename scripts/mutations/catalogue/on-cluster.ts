import { onCluster, type Mutation } from '../mutation.ts';

/** What only a real cluster shows. */
export const onClusterMutations: readonly Mutation[] = [
  {
    name: 'events-asked-for-by-a-wrong-field',
    file: 'src/kube/observe/run-watch.ts',
    before: '`involvedObject.name=${podName}`',
    after: '`involvedObject.uid=${podName}`',
    breaks: 'the phases inside the node would stay unknown in every run',
    caughtBy: onCluster('alone/pod-start', 'an image, started five times'),
  },
  {
    name: 'foreign-port-of-the-node-probed',
    file: 'src/kube/probe/paths/node-port.ts',
    before: 'port.nodePort ?? 0, request',
    after: 'port.port, request',
    breaks: 'no Service would ever answer on its node port',
    caughtBy: onCluster('paths', 'node-port'),
  },
  {
    name: 'log-of-the-life-before-asked-for',
    file: 'src/kube/observe/pod-logs.ts',
    before: "previous: state === 'running' && restartCount > 0",
    after: 'previous: true',
    breaks: 'the log of a pod that crashes would be missing from the result',
    caughtBy: onCluster('pod-logs', 'the last log lines of a pod that crashes'),
  },
  {
    name: 'scale-patch-of-a-wrong-type',
    file: 'src/kube/api/scale.ts',
    before: "contentType: 'application/merge-patch+json'",
    after: "contentType: 'application/json'",
    breaks: 'no workload could be scaled',
    caughtBy: onCluster('scaling-target', 'a number that somebody else chooses meanwhile'),
  },
  {
    name: 'unknown-field-of-a-manifest-accepted',
    file: 'src/kube/session/dry-run.ts',
    before: "dryRun: 'All', fieldValidation: 'Strict'",
    after: "dryRun: 'All'",
    breaks: 'a misspelt field of a manifest would be ignored without a word',
    caughtBy: onCluster('bad-input', 'bad input is told'),
  },
];
