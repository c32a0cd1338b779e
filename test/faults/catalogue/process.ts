import { testsIn, type Fault } from '../fault.ts';

const outputs = testsIn('faults/outputs.test.ts');
const terminals = testsIn('faults/terminals.test.ts');
const fullDisk = testsIn('hosts/action/full-disk.test.ts');

const action = testsIn('faults/action.test.ts');

export const processFaults: readonly Fault[] = [
  {
    id: 'report-disk-full',
    fault: 'Standard output is a file on a full disk',
    happens:
      'what was measured is judged and everything deleted; standard error says that the report is lost, and "report" prints it later',
    exit: 'verdict',
    provenBy: [
      outputs(
        'an output on a disk that is full > is told where it is the report, and the verdict keeps its exit code',
      ),
      testsIn('hosts/cli/run.test.ts')(
        'The command run > keeps the result where its report cannot be printed, and says how to print it',
      ),
      testsIn('hosts/shared/written-output.test.ts')(
        'a disk that fills up takes no part of a text for the whole, and what comes later',
      ),
    ],
  },
  {
    id: 'printing-disk-full',
    fault: 'Standard output of a command that only prints is a file on a full disk',
    happens: 'fails, and says so',
    exit: [3],
    provenBy: [outputs('an output on a disk that is full > fails a command that only prints: %s')],
  },
  {
    id: 'log-disk-full',
    fault: 'The log, which is standard error, is a file on a full disk',
    happens:
      'changes nothing else: the run goes on, is judged and cleaned up, and goes on logging when there is space',
    exit: 'verdict',
    provenBy: [
      outputs('an output on a disk that is full > changes nothing where it is the log'),
      outputs(
        'an output on a disk that is full > changes no exit code where it is all there is, and nothing is left',
      ),
      outputs(
        'an output on a disk that is full > of the log of a run that is interrupted holds up no clean-up',
      ),
      outputs(
        'a continuous run > goes on where nothing takes its log, and ends in order when its terminal is closed',
      ),
    ],
  },
  {
    id: 'stdout-closed',
    fault: 'Standard output is closed, or its reader goes away',
    happens: 'changes nothing else',
    exit: 'verdict',
    provenBy: [
      outputs('a closed standard output changes no exit code, and nothing is left'),
      outputs('a closed pipe in place of both outputs changes no exit code, and nothing is left'),
    ],
  },
  {
    id: 'summary-disk-full',
    fault: 'The runner’s disk is full: the job summary, the outputs, the files of the result',
    happens:
      'the log and the annotation have the verdict, and the step ends by it; what could not be written is a warning, and no half of an entry is left',
    exit: 'verdict',
    needs: 'root, who may mount a small disk',
    provenBy: [
      fullDisk('A disk of the runner that is full > loses no verdict: %s'),
      action('a step > keeps its verdict where nothing takes its files and outputs'),
      action('a step > keeps its verdict where nothing takes its log and its summary'),
      fullDisk(
        'A disk of the runner that is full > leaves no half of an entry to the runner, which would fail the step for it',
      ),
      testsIn('hosts/action/run-action.test.ts')(
        'The action > keeps its verdict when an output cannot be written',
      ),
    ],
  },
  {
    id: 'uncaught-error',
    fault: 'An error that nobody catches: a bug',
    happens: 'ends the run, deletes what was created, and says that it is a bug and where to report it',
    exit: [3],
    provenBy: [
      outputs('an error that nobody has caught > ends the run without a verdict: %s'),
      outputs('an error that nobody has caught > gives no verdict in the clean-up either'),
      action('a step > ends in order, and without a verdict, after an error that nobody has caught'),
      outputs(
        'a continuous run > ends in order after an error that nobody has caught, and says that it is a bug',
      ),
      testsIn('hosts/shared/uncaught.test.ts')(
        'A program that has to end with its own exit codes > tells it where nothing is left to wait for and the work is not done',
      ),
    ],
  },
  {
    id: 'terminal-closed',
    fault: 'The terminal is closed (SIGHUP), or SIGQUIT, in the middle of a start',
    happens: 'what was created is deleted, however often it is told; under nohup the run goes on',
    exit: [129, 131],
    needs: 'script of util-linux',
    provenBy: [
      terminals('a terminal > that is closed in the middle of a start ends the run in order'),
      terminals('a signal in the middle of a start > $signal deletes what was created, and exits with $code'),
      terminals('a signal in the middle of a start > SIGHUP is ignored under %s'),
      action('a step > ends in order at %s'),
      testsIn('hosts/cli/signals.test.ts')(
        'Signals > of a terminal that closes come several times, and cut nothing short',
      ),
    ],
  },
  {
    id: 'terminal-without-size',
    fault: 'A terminal without a size, as under expect and ssh -tt',
    happens: 'is taken for one of 80 columns',
    exit: 'verdict',
    needs: 'script of util-linux',
    provenBy: [
      terminals('a terminal > of %i columns is taken for one of 80'),
      testsIn('hosts/cli/progress.test.ts')(
        'Progress on a terminal > takes a terminal of %s columns for one of 80',
      ),
    ],
  },
  {
    id: 'docker-restarts',
    fault: 'The Docker daemon restarts in the middle of a run with --cluster kind',
    happens:
      'the cluster is away for a while, like any API server; its deletion waits up to 60 s for the daemon, and what is left then is named',
    exit: 'verdict',
    provenBy: [
      testsIn('faults/docker.test.ts')(
        'a Docker daemon that restarts in the middle of a run > costs no verdict and leaves no cluster',
      ),
      testsIn('clusters/provider-trouble.test.ts')(
        'The provider $kind on a machine in trouble > waits with the deletion for a Docker daemon that restarts',
      ),
      testsIn('clusters/provider-trouble.test.ts')(
        'The provider $kind on a machine in trouble > says what is left where the Docker daemon does not come back in time',
      ),
    ],
  },
  {
    id: 'deaf-child',
    fault: 'kind, docker, minikube, k3d or a credential plugin ignores that it is to end',
    happens:
      'is killed 3 s later, a plugin at once, with all that it has started; what it left in the background is not waited for',
    exit: 'none',
    provenBy: [
      testsIn('clusters/programs/command.test.ts')(
        'running a program > ends by force what does not end in order',
      ),
      testsIn('clusters/programs/command.test.ts')(
        'running a program > waits for no output of what a program leaves in the background',
      ),
      testsIn('kube/connection/exec-plugin.test.ts')(
        'a plugin that hangs is ended with the programs it has started, deaf ones too',
      ),
    ],
  },
];
