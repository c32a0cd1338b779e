import { unit, type Mutation } from '../mutation.ts';

/** Clusters that are created, used and deleted. */
export const clusterMutations: readonly Mutation[] = [
  {
    name: 'children-of-a-command-left-running',
    file: 'src/clusters/command.ts',
    before: "process.kill(-pid, 'SIGTERM')",
    after: "process.kill(pid, 'SIGTERM')",
    breaks: 'Ctrl-C would leave the docker commands of kind running',
    caughtBy: unit('clusters/command'),
  },
  {
    name: 'half-made-cluster-left',
    file: 'src/clusters/kind.ts',
    before: 'for (const message of await owned.remove(AbortSignal.timeout(cleanupMs))) warn(deps, message);',
    after: '',
    breaks: 'a start that fails would leave the nodes of its cluster running',
    caughtBy: unit('clusters/provider-contract'),
  },
  {
    name: 'existing-cluster-taken',
    file: 'src/clusters/kind.ts',
    before: 'if ((await clusterNames(options)).includes(name)) throw taken(name);',
    after: '',
    breaks: 'a cluster of the user with the same name would be used, and deleted in the end',
    caughtBy: unit('clusters/provider-contract'),
  },
  {
    name: 'cluster-of-the-quicker-deleted',
    file: 'src/clusters/kind.ts',
    before: 'if (isTaken(error)) await owned.disown();',
    after: '',
    breaks: 'a cluster that somebody else was quicker to create would be deleted',
    caughtBy: unit('clusters/provider-contract'),
  },
  {
    name: 'cluster-deleted-for-its-name',
    file: 'src/clusters/own-containers.ts',
    before: 'ours: found.filter((id) => note.containers.includes(id)),',
    after: 'ours: found,',
    breaks: 'a cluster would be deleted that has the name of the run’s and is another',
    caughtBy: unit('clusters/provider-contract'),
  },
  {
    name: 'checksum-of-kind-ignored',
    file: 'src/clusters/kind-download.ts',
    before: 'if (found === sha256) return;',
    after: "if (found !== '') return;",
    breaks: 'a program that was tampered with would be run on the runner',
    caughtBy: unit('clusters/kind-download'),
  },
  {
    name: 'cached-kind-not-checked',
    file: 'src/clusters/kind-download.ts',
    before: '(await fileSha256(path)) === expected.sha256',
    after: "(await fileSha256(path)) !== ''",
    breaks: 'a program that another job put into the cache would be run',
    caughtBy: unit('clusters/kind-download'),
  },
];
