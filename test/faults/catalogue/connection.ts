import { testsIn, type Fault } from '../fault.ts';

const client = testsIn('kube/client.test.ts');
const connect = testsIn('kube/connect.test.ts');
const plugin = testsIn('kube/exec-plugin.test.ts');
const watchGap = testsIn('cluster/watch-gap.test.ts');

export const connectionFaults: readonly Fault[] = [
  {
    id: 'nobody-listens',
    fault: 'Nothing listens at the address of the API server',
    happens: 'told at once in one sentence, with what to look at',
    exit: [3],
    provenBy: [watchGap('a port where no API server listens is told at once, in one sentence')],
  },
  {
    id: 'api-server-away',
    fault: 'The API server is away for a second in the middle of a start',
    happens:
      'the watches go on from where they were; the total is right all the same, what fell into the gap is unknown, and the gap is counted',
    exit: 'verdict',
    provenBy: [watchGap('an API server that is away for a second is told as a gap and blurs no total')],
  },
  {
    id: 'read-fails',
    fault: 'A request that reads is answered with 500, 502, 503 or 504, or its connection breaks',
    happens: 'asked again, five times in all, each time after a longer wait',
    exit: 'verdict',
    provenBy: [
      client('a GET is repeated after HTTP %i'),
      client('a GET is repeated after a broken connection'),
      client('a GET is given up after five attempts, with the last error'),
    ],
  },
  {
    id: 'token-expires',
    fault: 'The token expires, or is refused, in the middle of a run',
    happens: 'a new one is had from the plugin or the file, and the request is sent again, once',
    exit: 'verdict',
    provenBy: [
      plugin('a refused token is replaced and the request repeated once'),
      plugin('an expired token is replaced'),
      connect('a token file is read again when the token is refused'),
    ],
  },
];
