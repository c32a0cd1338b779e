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
    text: 'With mode: report, the artifact with result.json; a name ending in * takes all that begin with it, at most 20.',
    default: 'pod-start-slo',
  },
  {
    name: 'comment',
    text: 'Comment in the pull request: on-violation (once it is violated, and kept up to date from then on), on-change (when the verdict changes), always or never. Needs the permission pull-requests: write.',
    default: 'on-violation',
  },
  {
    name: 'comment-id',
    text: 'Sets the comments and issues of several jobs or steps apart. Jobs of a matrix share one comment, and so do the steps of a job.',
  },
  {
    name: 'comment-logs',
    text: 'true: the last log lines of pods that never answered are kept, and shown in result, summary and comment. Logs may contain secrets that GitHub cannot mask.',
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
    text: 'Internal: identifies matrix jobs. Leave at the default.',
    default: '${{ toJSON(strategy) }}',
  },
  {
    name: 'matrix',
    text: 'Internal: names matrix jobs. Leave at the default.',
    default: '${{ toJSON(matrix) }}',
  },
  {
    name: 'job',
    text: 'Internal: tells the calls of a reusable workflow apart. Leave at the default.',
    default: '${{ toJSON(job) }}',
  },
];

/** What has to be asked for by name. */
export const safety: readonly Input[] = [
  {
    name: 'allow-unsafe-event',
    text: 'true: also run on events that strangers can cause and that have the secrets and the token of the repository, such as pull_request_target or issue_comment. Only where nothing that is measured comes from a pull request.',
    standard: 'false',
  },
];
