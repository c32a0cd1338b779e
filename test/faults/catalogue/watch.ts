import { testsIn, type Fault, type Proof } from '../fault.ts';

const during = (title: string): Proof =>
  testsIn('faults/watches.test.ts')(`in the middle of a start > ${title}`);
const onWatch = (title: string): Proof => testsIn('faults/watch-lines.test.ts')(`on a watch > ${title}`);
const untilTimeIsUp = (title: string): Proof =>
  testsIn('faults/watches.test.ts')(`of a start whose watches fail it until time is up > ${title}`);
const disorder = (title: string): Proof =>
  testsIn('core/experiments/pod-start/disorder.property.test.ts')(
    `whatever the watch drops, repeats, delays and puts out of order > ${title}`,
  );
const gaps = testsIn('kube/watch/watch-gaps.test.ts');
const watch = testsIn('kube/watch/watch.test.ts');
const stream = testsIn('kube/watch/watch-stream.test.ts');

export const watchFaults: readonly Fault[] = [
  {
    id: 'watch-cut',
    fault: 'The connection of a watch breaks',
    happens: 'a gap since the last byte; what is seen after it is marked as possibly older',
    exit: 'verdict',
    provenBy: [
      during('watches that are cut go on, and the gap is told'),
      gaps('a broken connection is a gap since the last byte'),
    ],
  },
  {
    id: 'version-expired',
    fault: 'The version to watch from has expired: HTTP 410, or an ERROR event in the stream',
    happens: 'a new list, whose differences to what was known are told as changes',
    exit: 'verdict',
    provenBy: [
      during('a version that has expired, told %s, leads to a new list'),
      gaps('an expired version told by %s leads to a list whose differences are changes'),
    ],
  },
  {
    id: 'empty-watches',
    fault: 'Watches that are accepted and end at once, again and again',
    happens: 'opened again ever more slowly, every 2 s in the end',
    exit: 'verdict',
    provenBy: [
      during('watches that end at once again and again are opened ever more slowly'),
      watch('streams that end at once are reopened ever more slowly'),
    ],
  },
  {
    id: 'watch-away',
    fault: 'Watches that cannot be had again until time is up',
    happens:
      'a total stands that only needs the Service’s answer; what else they would have told is unknown, and a timeout that waited for it is invalid',
    exit: 'verdict',
    provenBy: [
      untilTimeIsUp('and cannot be had again, it is unknown when it was Ready'),
      testsIn('core/experiments/record/gaps.test.ts')(
        'a watch that saw nothing at the end > makes a timeout of several pods doubtful where not all were seen Ready',
      ),
    ],
  },
  {
    id: 'half-open',
    fault: 'A connection that is dead without saying so',
    happens:
      'given up when no byte has come for the idle limit, nothing goes for 5 s that was deleted, or time is up; a gap if something was missed meanwhile',
    exit: 'verdict',
    provenBy: [
      testsIn('cluster/alone/api-server.test.ts')(
        'connections to the API server that go dead without a word cost exactness and no total',
      ),
      untilTimeIsUp('without a word, what they missed is seen then, and that it may have come earlier'),
      gaps('a stream in doubt is renewed, and what was missed on it makes it a gap'),
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
      onWatch('a garbled line is a gap, and the next step is a list'),
      gaps('a garbled line is a gap, and the next step is a list'),
      stream('a line that %s is an error'),
      stream(
        'garbage anywhere in a stream is an error or left out, and what came before it is read as it was',
      ),
      stream('a line over the limit is an error before all of it is kept'),
    ],
  },
  {
    id: 'cut-characters',
    fault: 'Characters and lines that the network cuts anywhere',
    happens: 'read whole',
    exit: 'verdict',
    provenBy: [
      onWatch('lines that arrive byte by byte are read whole'),
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
  {
    id: 'repeated-events',
    fault: 'Events that come several times',
    happens: 'taken once',
    exit: 'verdict',
    provenBy: [
      onWatch('events that come three times change no number'),
      watch('repeated events are passed on once'),
    ],
  },
  {
    id: 'reordered-events',
    fault: 'An older state of a pod that arrives after a newer one',
    happens: 'takes nothing back that was seen',
    exit: 'verdict',
    provenBy: [
      onWatch('an older state that arrives after a newer one takes nothing back'),
      disorder('the total is the true one within its resolution, or there is none'),
      disorder(
        'the time to Ready is never earlier than the truth, nor known from a pod that nobody saw Ready',
      ),
    ],
  },
  {
    id: 'dropped-events',
    fault: 'A change of a pod that never arrives',
    happens: 'the time to Ready that it would have told is unknown; the total does not depend on it',
    exit: 'verdict',
    provenBy: [
      onWatch('a change that never arrives leaves unknown what it would have told, and no more'),
      testsIn('faults/watch-lines.test.ts')('a start whose pod dies out of sight is never given a number'),
    ],
  },
];
