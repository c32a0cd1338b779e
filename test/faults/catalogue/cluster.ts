import { testsIn, type Fault, type Proof } from '../fault.ts';

const outcomes = testsIn('cluster/outcomes.test.ts');
const paths = testsIn('cluster/paths.test.ts');
const permissions = testsIn('cluster/permissions.test.ts');
const refusals = testsIn('cluster/refusals.test.ts');
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
    fault: 'A LoadBalancer that gets no address',
    happens: 'waited for as long as --address-timeout says, then the node port is asked',
    exit: 'verdict',
    provenBy: [paths('auto goes by the node port where a load balancer’s address does not come in time')],
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
];
