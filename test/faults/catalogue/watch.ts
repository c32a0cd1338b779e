import { testsIn, type Fault } from '../fault.ts';

const gaps = testsIn('kube/watch-gaps.test.ts');
const watch = testsIn('kube/watch.test.ts');
const stream = testsIn('kube/watch-stream.test.ts');

export const watchFaults: readonly Fault[] = [
  {
    id: 'watch-cut',
    fault: 'The connection of a watch breaks',
    happens: 'a gap since the last byte; what is seen after it is marked as possibly older',
    exit: 'verdict',
    provenBy: [gaps('a broken connection is a gap since the last byte')],
  },
  {
    id: 'version-expired',
    fault: 'The version to watch from has expired: HTTP 410, or an ERROR event in the stream',
    happens: 'a new list, whose differences to what was known are told as changes',
    exit: 'verdict',
    provenBy: [gaps('an expired version told by %s leads to a list whose differences are changes')],
  },
  {
    id: 'empty-watches',
    fault: 'Watches that are accepted and end at once, again and again',
    happens: 'opened again ever more slowly, every 2 s in the end',
    exit: 'verdict',
    provenBy: [watch('streams that end at once are reopened ever more slowly')],
  },
  {
    id: 'half-open',
    fault: 'A connection that is dead without saying so',
    happens: 'given up when no byte has come for the idle limit; a gap if something was missed meanwhile',
    exit: 'verdict',
    provenBy: [
      gaps('a connection that went silent is replaced, and what was missed meanwhile makes it a gap'),
      gaps('a silence in which nothing happened is no gap'),
      watch('a stream head that never comes is given up'),
    ],
  },
  {
    id: 'garbled',
    fault: 'A line that is no JSON, no UTF-8, cut off or endless',
    happens: 'never guessed at: a gap, and a new list',
    exit: 'verdict',
    provenBy: [
      gaps('a garbled line is a gap, and the next step is a list'),
      stream('a line that %s is an error'),
      stream('a line over the limit is an error before all of it is kept'),
    ],
  },
  {
    id: 'cut-characters',
    fault: 'Characters and lines that the network cuts anywhere',
    happens: 'read whole',
    exit: 'verdict',
    provenBy: [
      stream('any chunking of any objects gives the same objects'),
      watch('a character cut by the network arrives whole'),
    ],
  },
  {
    id: 'not-the-api',
    fault: 'Something else answers, such as a login page',
    happens: 'not taken for an empty list',
    exit: [3],
    provenBy: [watch('an answer that is not the API is not taken for an empty list')],
  },
];
