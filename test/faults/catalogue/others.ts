import { testsIn, type Fault } from '../fault.ts';

const kind = testsIn('cluster/kind-names.test.ts');
const providers = testsIn('clusters/provider-contract.test.ts');
const sweep = testsIn('kube/sweep/sweep.test.ts');
const deadRuns = testsIn('kube/sweep/dead-runs.test.ts');
const watchState = testsIn('hosts/cli/watch-state.test.ts');
const lock = testsIn('files/lock.test.ts');
const writeWhole = testsIn('files/write-whole.test.ts');

/** What other runs, other users and dead processes do to a run, and it to them. */
export const otherFaults: readonly Fault[] = [
  {
    id: 'two-runs-one-namespace',
    fault: 'Two runs at once in one namespace, of which one is killed',
    happens: 'what carries the id of the living one stays; what the other left is known by its own id',
    exit: 'none',
    provenBy: [
      sweep('a run that is alive > of the same namespace keeps what is its own while a dead one is swept'),
      testsIn('kube/sweep/sweep-run.test.ts')('lists only what carries the label of this very run'),
    ],
  },
  {
    id: 'clock-step',
    fault: 'The wall clock of a run is an hour off, or is stepped, while "clean" runs elsewhere',
    happens:
      'no time that a lease names is compared with a clock: a run is dead whose lease "clean" itself saw unchanged for its duration',
    exit: 'none',
    provenBy: [
      deadRuns('a run that renews its lease is alive, also with a wall clock %s'),
      deadRuns('a run that renews its lease no more is dead after the duration, also with a wall clock %s'),
      sweep('a run that is alive > is not touched, however old its last sign of life reads'),
    ],
  },
  {
    id: 'machine-suspended',
    fault: 'The machine of "clean", or of it and of a run, is suspended while leases are watched',
    happens:
      'the time of the sleep counts for nothing, and a run that renews its lease when it wakes is alive',
    exit: 'none',
    provenBy: [
      deadRuns('a machine that was suspended while it watched has seen nothing meanwhile'),
      lock('of a process that slept with this machine is not taken for dead when both wake'),
    ],
  },
  {
    id: 'clean-beside-runs',
    fault: '"clean" beside runs that go on, also with leases that somebody has crafted',
    happens:
      'a run that renews any lease is alive; a lease reaches nothing in another namespace that does not name it',
    exit: 'none',
    provenBy: [
      sweep('a run that is alive > is not touched where it comes back just before it would have been'),
      sweep('a run that is alive > keeps its pods in another namespace, whoever crafts a lease with its id'),
      sweep('helpers on nodes, in another namespace > stay: those %s'),
    ],
  },
  {
    id: 'objects-replaced',
    fault: 'An object is replaced between the moment when "clean" lists it and its deletion',
    happens:
      'each deletion names the uid that was seen, so the new one stays; a namespace goes only with the name, the labels and the lease of a run',
    exit: 'none',
    provenBy: [
      sweep(
        'objects that were replaced since they were listed > are never deleted: each deletion names the uid that was seen',
      ),
      sweep('a namespace > stays that has %s, with --all too'),
    ],
  },
  {
    id: 'two-runs-one-cluster-name',
    fault: 'Two runs create a kind cluster, k3d cluster or minikube profile of one name',
    happens:
      'the second is refused and the first goes on; only containers that a run saw itself create are deleted',
    exit: [2],
    provenBy: [
      kind(
        'a second run of the same name is refused, and clean deletes what the first leaves when it is killed',
      ),
      providers(
        'The provider $kind > refuses a name that another run creates a cluster of, and leaves that run alone',
      ),
      providers(
        'The provider $kind > leaves a cluster that somebody else was quicker to create, though the name was free',
      ),
      providers(
        'The provider $kind > deletes by what it has seen itself create: another cluster of the name stays',
      ),
    ],
  },
  {
    id: 'killed-with-cluster',
    fault: 'SIGKILL of a run with a cluster of its own (--cluster kind, minikube or k3d)',
    happens:
      'the next run on that machine says what was left, registry included, and "clean" deletes what the run had seen itself create',
    exit: 'none',
    provenBy: [
      kind(
        'a second run of the same name is refused, and clean deletes what the first leaves when it is killed',
      ),
      providers(
        'The provider $kind > a cluster of a run that was killed is told by the next run, and deleted by clean',
      ),
      providers(
        'The provider $kind > clean leaves a cluster that has the name of a killed run’s and is another',
      ),
      testsIn('clusters/kind/registry.test.ts')(
        'what a killed process left is deleted with the cluster, by what main has said of it alone',
      ),
    ],
  },
  {
    id: 'two-watches-one-state',
    fault: 'Two `watch` on one --state, on one machine or on a volume that two pods share',
    happens:
      'one of any number that start at once gets it; the others are refused, and one that was suspended so long that it lost it writes no more',
    exit: [2],
    provenBy: [
      watchState('the state of a continuous run > is refused to a second process while the first one lives'),
      watchState(
        'the state of a continuous run > is refused to a process on another host that shares the disk, while the first one gives signs of life',
      ),
      watchState(
        'the state of a continuous run > that another process has taken over is not written any more',
      ),
      lock('of a hundred that try at once one gets it, where %s'),
    ],
  },
  {
    id: 'planted-links',
    fault: 'Another user has planted symbolic links where the program writes files',
    happens:
      'temporary files have random names and are created anew, and a link of another user in a folder of all is not followed',
    exit: 'none',
    provenBy: [
      writeWhole(
        'A file that is written > never goes through a link that somebody has planted at the name of a temporary file',
      ),
      writeWhole(
        'A file that is written > is refused and never followed where another user has planted a link in a folder of all',
      ),
      lock('that is a planted link is replaced, and what it points to stays'),
    ],
  },
];
