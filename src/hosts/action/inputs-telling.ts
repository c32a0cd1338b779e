import type { Input } from './input.ts';

/** Files. */
export const reporting: readonly Input[] = [
  {
    name: 'reports',
    text: 'Further files to write beside the result, one a line: html (report.html), junit (junit.xml), csv (iterations.csv).',
  },
];

/** Comments and issues. */
export const github: readonly Input[] = [
  {
    name: 'mode',
    text: 'run, or report: measure nothing, and comment for the run that started this one by workflow_run, from the artifact it left. That is how pull requests from forks get a comment.',
    default: 'run',
  },
  {
    name: 'artifact',
    text: 'With mode: report, the artifact with result.json; one ending in * takes all that begin so.',
    default: 'pod-start-slo',
  },
  {
    name: 'comment',
    text: 'Comment in the pull request: on-violation (once it is violated, and kept up to date from then on), on-change (when the verdict changes), always or never. Needs the permission pull-requests: write.',
    default: 'on-violation',
  },
  {
    name: 'comment-id',
    text: 'Sets the comments of several steps apart. Jobs of a matrix share one comment, and so do the steps of a job.',
  },
  {
    name: 'comment-logs',
    text: 'true: the last log lines of pods that never answered are kept, and shown in result, summary and comment. They may hold secrets that no masker knows.',
    standard: 'false',
    setting: 'podLogs',
  },
  {
    name: 'on-violation-issue',
    text: 'true: scheduled runs keep one open issue for each scenario while it is violated, and close it when it is met again. Needs the permission issues: write.',
    standard: 'false',
  },
  { name: 'github-token', text: 'Token for comments and issues.', default: '${{ github.token }}' },
  {
    name: 'strategy',
    text: 'Tells legs of a matrix apart; GitHub fills it in.',
    default: '${{ toJSON(strategy) }}',
  },
  { name: 'matrix', text: 'Names legs of a matrix; GitHub fills it in.', default: '${{ toJSON(matrix) }}' },
];

/** What has to be asked for by name. */
export const safety: readonly Input[] = [
  {
    name: 'allow-pull-request-target',
    text: 'true: run on the event pull_request_target too, with the secrets and the token that it has.',
    standard: 'false',
  },
];
