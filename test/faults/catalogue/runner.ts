import { testsIn, type Fault } from '../fault.ts';

const clocks = testsIn('faults/clocks.test.ts');
const runner = testsIn('faults/runner.test.ts');
const interruption = testsIn('cluster/interruption.test.ts');
const kind = testsIn('cluster/kind.test.ts');
const stalls = testsIn('cluster/alone/stalls.test.ts');

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
    happens: 'ends at once, and says that "clean" deletes the leftovers',
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
    id: 'two-dead-runs',
    fault: 'Two runs that scaled the same workload are killed, or one is and the other goes on',
    happens:
      '"clean" undoes the later one first; what a run that is alive is scaling stays as it is, and that is said',
    exit: 'none',
    provenBy: [
      testsIn('kube/sweep/sweep-scales.test.ts')(
        'of two dead runs on one target, each is undone, whatever order they are listed in: %s',
      ),
      testsIn('kube/sweep/sweep-scales.test.ts')(
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
      testsIn('kube/sweep/sweep.test.ts')(
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
