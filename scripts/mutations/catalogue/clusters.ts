import { unit, type Mutation } from '../mutation.ts';

/** Clusters that are created, used and deleted. */
export const clusterMutations: readonly Mutation[] = [
  {
    name: 'children-of-a-command-left-running',
    file: 'src/clusters/programs/end-group.ts',
    before: 'process.kill(-pid, signal)',
    after: 'process.kill(pid, signal)',
    breaks: 'Ctrl-C would leave the docker commands of kind running',
    caughtBy: unit('clusters/programs/command'),
  },
  {
    name: 'deaf-child-waited-for',
    file: 'src/clusters/programs/end-group.ts',
    before: "return void signalGroup(pid, 'SIGKILL');",
    after: 'return;',
    breaks: 'a program that ignores SIGTERM would hold up the end for ever',
    caughtBy: unit('clusters/programs/command'),
  },
  {
    name: 'restarting-docker-not-waited-for',
    file: 'src/clusters/programs/engine-back.ts',
    before: '!wasAway || tries === mostTries',
    after: 'wasAway || tries === mostTries',
    breaks: 'a Docker daemon that restarts at the end would leave the cluster running',
    caughtBy: unit('clusters/provider-contract'),
  },
  {
    name: 'half-made-cluster-left',
    file: 'src/clusters/lifecycle.ts',
    before:
      'for (const message of await owned.remove(AbortSignal.timeout(provider.cleanupMs))) warn(deps, message);',
    after: '',
    breaks: 'a start that fails would leave the nodes of its cluster running',
    caughtBy: unit('clusters/provider-contract'),
  },
  {
    name: 'existing-cluster-taken',
    file: 'src/clusters/lifecycle.ts',
    before: 'if ((await find(order, options)) !== null) throw taken(provider, name);',
    after: '',
    breaks: 'a cluster of the user with the same name would be used, and deleted in the end',
    caughtBy: unit('clusters/provider-contract'),
  },
  {
    name: 'cluster-of-the-quicker-deleted',
    file: 'src/clusters/lifecycle.ts',
    before: 'if (isTaken(error)) await owned.disown();',
    after: '',
    breaks: 'a cluster that somebody else was quicker to create would be deleted',
    caughtBy: unit('clusters/provider-contract'),
  },
  {
    name: 'cluster-deleted-for-its-name',
    file: 'src/clusters/own/containers.ts',
    before: 'ours: found.filter((id) => note.containers.includes(id)),',
    after: 'ours: found,',
    breaks: 'a cluster would be deleted that has the name of the run’s and is another',
    caughtBy: unit('clusters/provider-contract'),
  },
  {
    name: 'checksum-of-kind-ignored',
    file: 'src/clusters/kind/download/download.ts',
    before: 'if (found === sha256) return;',
    after: "if (found !== '') return;",
    breaks: 'a program that was tampered with would be run on the runner',
    caughtBy: unit('clusters/kind/download/download'),
  },
  {
    name: 'cached-kind-not-checked',
    file: 'src/clusters/kind/download/download.ts',
    before: '(await fileSha256(path)) === expected.sha256',
    after: "(await fileSha256(path)) !== ''",
    breaks: 'a program that another job put into the cache would be run',
    caughtBy: unit('clusters/kind/download/download'),
  },
];
