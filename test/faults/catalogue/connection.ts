import { testsIn, type Fault } from '../fault.ts';

const creates = testsIn('faults/creates.test.ts');
const connections = testsIn('faults/connections.test.ts');
const watches = testsIn('faults/watches.test.ts');
const client = testsIn('kube/api/client.test.ts');
const connect = testsIn('kube/connection/connect.test.ts');
const plugin = testsIn('kube/connection/exec-plugin.test.ts');
const watchGap = testsIn('cluster/alone/watch-gap.test.ts');

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
    provenBy: [
      watchGap('an API server that is away for a second is told as a gap and blurs no total'),
      watches('in the middle of a start > an API server that restarts costs nothing but exactness'),
    ],
  },
  {
    id: 'api-server-restarted',
    fault: 'The API server is restarted in the middle of a start',
    happens: 'the same, and what is created or deleted meanwhile is tried again',
    exit: [0],
    provenBy: [
      testsIn('cluster/alone/api-server.test.ts')(
        'an API server that is restarted in the middle of a start is told as a gap, and the run goes on',
      ),
    ],
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
      connections(
        'credentials > that are refused in the middle of a start are renewed, and nothing else is lost',
      ),
      plugin('a refused token is replaced and the request repeated once'),
      plugin('an expired token is replaced'),
      connect('a token file is read again when the token is refused'),
    ],
  },
  {
    id: 'create-fails',
    fault:
      'A create is answered with 500 or 503, or its connection breaks, whether or not it was carried out',
    happens: 'sent again under the same name; what has that name and its labels already is its own',
    exit: 'verdict',
    provenBy: [
      creates('a create > of a %s that fails is sent again under the same name'),
      creates('a create > of a %s that was carried out and answered with an error is found to be its own'),
      creates(
        'a create > of a pod that is answered with 503, carried out or not, is sent again under the same name',
      ),
      creates('a create > whose connection breaks after it was carried out is found to be its own'),
    ],
  },
  {
    id: 'create-never-succeeds',
    fault: 'A create fails until its time is up',
    happens: 'told in one sentence, and what may have come of it is deleted',
    exit: [3],
    provenBy: [
      creates('a create > that never succeeds is told, and nothing is left'),
      creates('a create > of a namespace that is never answered well is taken back'),
    ],
  },
  {
    id: 'throttled',
    fault: 'The API server throttles: 429 with Retry-After',
    happens: 'waited for as long as it asks, up to 30 s, which is in the total; counted and told',
    exit: 'verdict',
    provenBy: [
      creates('a create > that is throttled waits as long as the server asks, and is counted'),
      client('a throttled request waits and is counted, whatever its method'),
      client('a wait longer than half a minute is not waited'),
    ],
  },
  {
    id: 'plugin-hangs',
    fault: 'An exec plugin of the kubeconfig hangs',
    happens: 'ended after 30 s and named; an interruption does not wait for it',
    exit: [3, 130],
    provenBy: [
      plugin('a plugin that hangs is ended and named'),
      connections('credentials > of a plugin that hangs hold up no interruption'),
    ],
  },
  {
    id: 'unknown-authority',
    fault: 'The certificate of the API server is signed by another authority',
    happens: 'told in one sentence; nothing is asked of that server',
    exit: [3],
    provenBy: [
      connections(
        'an API server whose certificate another authority has signed > is told in one sentence, and asked nothing',
      ),
      connect('a certificate nobody here knows is told in a sentence'),
    ],
  },
  {
    id: 'ipv6',
    fault: 'A cluster with IPv6 alone',
    happens: 'measured like any other, its addresses in brackets',
    needs: 'an address ::1',
    exit: 'verdict',
    provenBy: [
      connections('a cluster with IPv6 alone > is measured like any other, its addresses in brackets'),
    ],
  },
];
