import { testsIn, type Fault } from '../fault.ts';

const interruption = testsIn('cluster/interruption.test.ts');
const kind = testsIn('cluster/kind.test.ts');
const stalls = testsIn('cluster/stalls.test.ts');

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
    id: 'killed',
    fault: 'SIGKILL in the middle of a start',
    happens:
      'the result file has what was measured until then; "clean" deletes the rest once the lease of the run has expired, and nothing else',
    exit: 'none',
    provenBy: [
      interruption(
        'what was measured survives kill -9, and clean deletes the rest once the lease has expired',
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
    id: 'kind-half-way',
    fault: 'SIGINT while kind makes the cluster',
    happens: 'the cluster is deleted, however far it was',
    exit: [130],
    provenBy: [kind('SIGINT %i ms after its node has appeared leaves no cluster')],
  },
];
