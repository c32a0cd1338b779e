import { testsIn, type Fault } from '../fault.ts';

const clocks = testsIn('faults/clocks.test.ts');
const runner = testsIn('faults/runner.test.ts');
const interruption = testsIn('cluster/interruption.test.ts');
const kind = testsIn('cluster/kind.test.ts');
const stalls = testsIn('cluster/alone/stalls.test.ts');
const providers = testsIn('clusters/provider-contract.test.ts');
const sweep = testsIn('kube/run-space/sweep.test.ts');
const deadRuns = testsIn('kube/run-space/dead-runs.test.ts');
const watchState = testsIn('hosts/cli/watch-state.test.ts');
const lock = testsIn('files/lock.test.ts');
const writeWhole = testsIn('files/write-whole.test.ts');

export const runnerFaults: readonly Fault[] = [
  {
    id: 'interrupted',
    fault: 'SIGINT or SIGTERM in the middle of a start',
    happens: 'what was created is deleted, and what was measured is kept',
    exit: [130, 143],
    provenBy: [interruption('$signal ends a run with exit code $code, its results so far and nothing left')],
  },
  {
    id: 'interrupted-early',
    fault: 'SIGINT at whatever moment of the beginning',
    happens: 'nothing is left, whatever request was under way',
    exit: [130],
    provenBy: [interruption('an interruption at whatever moment of the beginning leaves nothing')],
  },
  {
    id: 'interrupted-twice',
    fault: 'A second signal while what was created is being deleted, and nothing answers',
    happens: 'ends at once, and says that "clean" deletes what is left',
    exit: [130],
    provenBy: [
      runner('a second signal cuts the clean-up short, and says what deletes the rest'),
      testsIn('hosts/cli/signals.test.ts')('Signals > cut the clean-up short the second time, and say so'),
    ],
  },
  {
    id: 'disk-full',
    fault: 'The disk of the result file is full',
    happens:
      'the run ends there and deletes what it made; what was measured is printed, and no half of a file is left',
    exit: [3],
    needs: 'root, who may mount a small disk',
    provenBy: [
      runner(
        'a disk that is full > ends the run with what was measured printed, the reason told, and no half of a file',
      ),
    ],
  },
  {
    id: 'runner-clock-jumps',
    fault: 'The wall clock of the runner jumps an hour in the middle of a start',
    happens: 'changes no number: times are differences on the monotonic clock',
    exit: 'verdict',
    provenBy: [
      clocks('a wall clock of the runner that jumps an hour %s in the middle of a start > changes no number'),
    ],
  },
  {
    id: 'cluster-clock-off',
    fault: 'The clock of the cluster is an hour ahead or behind',
    happens: 'blurs no number: clocks are never subtracted from each other; the difference is in the result',
    exit: 'verdict',
    provenBy: [
      clocks(
        'a cluster whose clock is %s > blurs no number: its stamps are compared with each other alone, and the difference is told',
      ),
    ],
  },
  {
    id: 'killed',
    fault: 'SIGKILL in the middle of a start',
    happens:
      'the result file has what was measured until then; "clean" deletes the rest once it has seen for 40 s that nobody renews the lease, and nothing else',
    exit: 'none',
    provenBy: [
      interruption(
        'what was measured survives kill -9, and clean deletes the rest once it has seen that nobody renews the lease',
      ),
      interruption('in a namespace of the user, clean deletes what the killed run made and nothing else'),
    ],
  },
  {
    id: 'suspended',
    fault: 'The process stands still: a stopped or overloaded machine',
    happens:
      'a start whose total it may have delayed is invalid, shown, not counted and made again; others count',
    exit: 'verdict',
    provenBy: [
      stalls(
        'a start whose answer came while the process was stopped is invalid, shown, not counted and made again',
      ),
      stalls('a start counts where the process was stopped and went on long before the answer'),
    ],
  },
  {
    id: 'two-runs',
    fault: 'Two runs at once in one cluster',
    happens: 'both are right, and each deletes its own',
    exit: 'verdict',
    provenBy: [interruption('two runs at once in one cluster are both right and both leave nothing')],
  },
  {
    id: 'kind-fails',
    fault: 'kind fails half-way: kubeadm cannot make the cluster',
    happens: 'told with its own words and where the logs of the nodes are; nothing of the cluster is left',
    exit: [3],
    provenBy: [
      kind('a cluster that kubeadm cannot make is explained, its logs are kept, and nothing of it is left'),
    ],
  },
  {
    id: 'two-runs-one-namespace',
    fault: 'Two runs at once in one namespace, of which one is killed',
    happens: 'what carries the id of the living one stays; what the other left is known by its own id',
    exit: 'none',
    provenBy: [
      sweep('a run that is alive > of the same namespace keeps what is its own while a dead one is swept'),
      testsIn('kube/run-space/sweep-run.test.ts')('lists only what carries the label of this very run'),
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
      testsIn('clusters/kind-registry.test.ts')(
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
  {
    id: 'two-dead-runs',
    fault: 'Two runs that scaled the same workload are killed, or one is and the other goes on',
    happens:
      '"clean" undoes the later one first; what a run that is alive is scaling stays as it is, and that is said',
    exit: 'none',
    provenBy: [
      testsIn('kube/run-space/sweep-scales.test.ts')(
        'of two dead runs on one target, each is undone, whatever order they are listed in: %s',
      ),
      testsIn('kube/run-space/sweep-scales.test.ts')(
        'what a run that is alive is scaling stays as it is, and the dead one keeps its lease',
      ),
    ],
  },
  {
    id: 'garbled-lease',
    fault: 'What a dead run has noted on its lease is garbled',
    happens: '"clean" deletes what it can read of, says what it cannot, and keeps the lease',
    exit: 'none',
    provenBy: [
      testsIn('kube/run-space/sweep.test.ts')(
        'goes on where a kind on the lease is garbled (%s), says so and keeps the lease',
      ),
    ],
  },
  {
    id: 'kind-half-way',
    fault: 'SIGINT while kind makes the cluster',
    happens: 'the cluster is deleted, however far it was',
    exit: [130],
    provenBy: [kind('SIGINT %i ms after its node has appeared leaves no cluster')],
  },
];
