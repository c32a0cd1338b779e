import { testsIn, type Fault } from '../fault.ts';

const artifacts = testsIn('hosts/action/report-run.test.ts');
const calls = testsIn('hosts/action/reusable-workflow.test.ts');
const rendered = testsIn('reports/markdown/gfm.test.ts');

export const githubFaults: readonly Fault[] = [
  {
    id: 'hostile-artifact',
    fault: 'A fork leaves a hostile artifact for the action `report`',
    happens:
      'a result that is not as the schema says, or longer than any run writes, is refused with a warning and the others are reported; what is shown is escaped, and every heading says "as the fork reports"',
    exit: [0],
    provenBy: [
      artifacts(
        'A fork’s hostile artifact > cannot put words, links or mentions into the comment by the name of an instant',
      ),
      artifacts(
        'A fork’s hostile artifact > is shown as the fork’s words in every heading, with one artifact and with two',
      ),
      artifacts('A fork’s hostile artifact > is one of twenty at most, however many the fork left'),
      artifacts(
        'A fork’s hostile artifact > is refused where a list is longer than any run writes, and the others are reported all the same',
      ),
      rendered('a result whose every free text is hostile > has the same elements in %s as a harmless one'),
    ],
  },
  {
    id: 'calls-of-one-workflow',
    fault: 'A workflow calls one reusable workflow twice in a run',
    happens:
      'each call has a comment and an issue of its own; where the token may not tell them apart, the worse result stays and the log says what to do',
    exit: 'verdict',
    provenBy: [
      calls(
        'two calls of a reusable workflow > have a comment each, and neither recovers from what the other said',
      ),
      calls(
        'two calls of a reusable workflow > have an issue each, which only a later run of the same call closes',
      ),
      calls(
        'two calls of a reusable workflow > that measure one thing keep the worse of both, and the log says how to tell them apart',
      ),
    ],
  },
];
