import { testsIn, type Fault, type Proof } from '../fault.ts';

const faults = testsIn('cluster/faults.test.ts');
const outcomes = testsIn('cluster/outcomes.test.ts');
const paths = testsIn('cluster/paths.test.ts');
const permissions = testsIn('cluster/permissions.test.ts');
const refusals = testsIn('cluster/refusals.test.ts');
const registries = testsIn('cluster/registries.test.ts');
const workloads = testsIn('cluster/workloads.test.ts');

const recovering = (title: string): Proof =>
  refusals(`states that may recover are waited for, and the reason last seen is told > ${title}`);

export const clusterFaults: readonly Fault[] = [
  {
    id: 'forbidden',
    fault: 'The user lacks permissions',
    happens: 'all that is missing is told at once, and nothing is created',
    exit: [3],
    provenBy: [permissions('who may only read is told what is missing, and nothing is created')],
  },
  {
    id: 'quota',
    fault: 'A ResourceQuota is used up',
    happens:
      'the start fails at once, with the words of the API server, and counts as slower than every limit',
    exit: 'verdict',
    provenBy: [
      refusals('under a quota that is used up > a pod fails at once, with the API server’s reason'),
      refusals('under a quota that is used up > a Deployment whose pods are refused fails at once too'),
    ],
  },
  {
    id: 'pod-security',
    fault: 'Pod Security refuses the pod',
    happens: 'each start fails at once, is counted exactly, and violates the objective',
    exit: [1],
    provenBy: [
      refusals(
        'under Pod Security > a plain run under "restricted" fails at once, is counted exactly and violates',
      ),
    ],
  },
  {
    id: 'never-listens',
    fault: 'A pod that never listens',
    happens:
      'timed out, which is slower than every limit; the run ends as soon as that is certain to violate',
    exit: [1],
    provenBy: [
      outcomes(
        'a pod that never listens times out, violates, and ends the run as soon as nothing can change it',
      ),
    ],
  },
  {
    id: 'may-recover',
    fault: 'No node takes the pod, its image is missing, or its container crashes again and again',
    happens: 'waited for, since it may recover; the reason last seen is told when time is up',
    exit: 'verdict',
    provenBy: [
      recovering('a pod that no node takes'),
      recovering('an image that the registry does not have'),
      recovering('a container that crashes again and again'),
    ],
  },
  {
    id: 'registry',
    fault: 'The registry is away, throttles, refuses, or sends the wrong thing',
    happens:
      'waited for, since it may recover; when time is up the hindrance is told in plain words, and then in the kubelet’s',
    exit: 'verdict',
    provenBy: [
      registries(
        'registries that are away, throttle, refuse or send the wrong thing are told apart; a pull secret opens',
      ),
    ],
  },
  {
    id: 'wrong-pod-answers',
    fault: 'A pod that was there before answers in place of the new one',
    happens: 'its answers do not count',
    exit: 'verdict',
    provenBy: [
      outcomes('an old pod with the same labels that answers at once is never taken for the new one'),
    ],
  },
  {
    id: 'no-balancer-address',
    fault: 'A LoadBalancer that gets no address, with --via auto',
    happens: 'waited for as long as --address-timeout says, then the node port is asked',
    exit: 'verdict',
    provenBy: [paths('auto goes by the node port where a load balancer’s address does not come in time')],
  },
  {
    id: 'no-balancer-address-asked-for',
    fault: 'A LoadBalancer that gets no address, with --via load-balancer',
    happens: 'waited for until the time of the start is up, which is slower than every limit; told',
    exit: [1],
    provenBy: [faults('a load balancer that never gets an address counts as slower than every limit')],
  },
  {
    id: 'name-taken',
    fault: 'Somebody else’s object has the name',
    happens: 'not touched, and nothing is started',
    exit: [2],
    provenBy: [
      workloads('an object of the user’s with the same name is not touched, and nothing is started'),
    ],
  },
  {
    id: 'webhook-rejects',
    fault: 'An admission webhook rejects the pod',
    happens: 'the start fails at once, with the words of the webhook',
    exit: 'verdict',
    provenBy: [faults('an admission webhook > that rejects pods fails the start at once, in its own words')],
  },
  {
    id: 'webhook-mutates',
    fault: 'An admission webhook adds a sidecar',
    happens: 'measured with it',
    exit: 'verdict',
    provenBy: [faults('an admission webhook > that adds a sidecar is measured with it')],
  },
  {
    id: 'webhook-hangs',
    fault: 'An admission webhook does not answer',
    happens: 'asked again until the time of the start is up, then told; nothing is left',
    exit: [3],
    provenBy: [
      faults(
        'an admission webhook > that does not answer is asked again until the time of the start is up, and told',
      ),
    ],
  },
  {
    id: 'limit-range',
    fault: 'The pod exceeds a LimitRange',
    happens: 'the start fails at once, with the words of the API server',
    exit: 'verdict',
    provenBy: [
      faults('a LimitRange that the pod exceeds fails the start at once, in the words of the API server'),
    ],
  },
  {
    id: 'namespace-terminating',
    fault: 'The namespace is being deleted',
    happens: 'refused before anything is made',
    exit: [2],
    provenBy: [faults('a namespace that is being deleted is refused before anything is made')],
  },
  {
    id: 'namespace-deleted',
    fault: 'The namespace is deleted in the middle of a start',
    happens: 'that start is invalid, and the run ends without a verdict; nothing is left',
    exit: [3],
    provenBy: [
      faults('a namespace that is deleted in the middle of a start ends the run without a verdict'),
      testsIn('kube/iteration/iteration-objects.test.ts')(
        'a namespace that %s is no refusal of the workload',
      ),
      testsIn('kube/facts/event-observations.test.ts')(
        'a namespace that is being deleted is nothing that the workload has done',
      ),
    ],
  },
  {
    id: 'node-not-ready',
    fault: 'The node goes NotReady in the middle of a start',
    happens:
      'the start is invalid, with the name of the node, also where it comes back (the order of what is told is that of a real cluster whose kubelet was stopped for a minute)',
    exit: [4],
    provenBy: [
      testsIn('faults/nodes.test.ts')(
        'a node that goes NotReady in the middle of a start makes it invalid at once, also where it comes back',
      ),
    ],
  },
  {
    id: 'rights-taken-away',
    fault: 'Rights are taken away in the middle of a start',
    happens:
      'the start is invalid where the Service is asked over the API server; what may not be deleted is told as left and not waited for; watch goes on when the rights are back, and deletes it',
    exit: 'verdict',
    provenBy: [
      testsIn('cluster/watch.test.ts')(
        'rights that are taken away are told once, and it goes on when they are back',
      ),
      testsIn('kube/probe/probers/service-probe.test.ts')(
        'over %s, a right that is taken away is no silence of the Service',
      ),
      testsIn('kube/observe/departure.test.ts')(
        'does not wait for what nobody was allowed to delete, and says that it is left',
      ),
    ],
  },
  {
    id: 'long-log-line',
    fault: 'A log line of 10 MB of a pod that does not answer, with --pod-logs',
    happens: 'at most 320 KiB of the log are read; the line is cut and says so',
    exit: 'verdict',
    provenBy: [
      testsIn('cluster/pod-logs.test.ts')('a log line of 10 MB is cut, and the result says so'),
      testsIn('kube/observe/last-lines.test.ts')(
        'is bounded whatever the log, ends as the log does, and holds no half of a character',
      ),
    ],
  },
  {
    id: 'evicted',
    fault: 'The pod is evicted in the middle of its start',
    happens: 'the start is invalid, shown and not counted',
    exit: 'verdict',
    provenBy: [faults('a pod that is evicted in the middle of its start is not counted')],
  },
  {
    id: 'stuck-finalizer',
    fault: 'A finalizer that nobody removes',
    happens: 'waited for about 30 s, then told as left; never stripped',
    exit: 'verdict',
    provenBy: [faults('a finalizer that nobody removes is waited for, told and never stripped')],
  },
];
