import { anyOf, createdClusters, usualCluster } from '../../core/cluster-names.ts';
import { areas } from '../../core/options/table.ts';
import type { CommentMode } from '../../github/sticky-decisions.ts';
import { requestedFormats } from '../../reports/formats/registry.ts';
import { onInconclusiveValues } from './conclusion.ts';
import { inputsOf, type Input, type InputGroup } from './input.ts';

export type { Input, InputGroup } from './input.ts';

/** Here and not from where they are read, which would load everything about GitHub at the start. */
export const commentModes = [
  'on-violation',
  'on-change',
  'always',
  'never',
] as const satisfies readonly CommentMode[];

const onInconclusive: Input = {
  name: 'on-inconclusive',
  text: 'What the step does without a clear verdict: `warn` (pass with a warning), `fail` or `pass`.',
  values: onInconclusiveValues,
  default: 'warn',
};

const reports: Input = {
  name: 'reports',
  text: `Further files to write next to the result, one per line: ${requestedFormats.map(({ name, file }) => `\`${name}\` (${file})`).join(', ')}.`,
  values: requestedFormats.map(({ name }) => name),
  isList: true,
};

const comment: readonly Input[] = [
  {
    name: 'comment',
    text: 'Comment in the pull request: `on-violation` (once it is violated, and kept up to date from then on), `on-change` (when the verdict changes), `always` or `never`. Needs the permission `pull-requests: write`.',
    values: commentModes,
    default: 'on-violation',
  },
  {
    name: 'comment-id',
    text: 'Separates the comments and issues of several jobs or steps. Jobs of a matrix share one comment, and so do the steps of a job.',
  },
];
const token: Input = {
  name: 'github-token',
  text: 'Token for comments and issues.',
  default: '${{ github.token }}',
};
const contexts: readonly Input[] = [
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
    text: 'Internal: distinguishes calls of the same reusable workflow. Leave at the default.',
    default: '${{ toJSON(job) }}',
  },
];

const notifications: readonly Input[] = [
  ...comment,
  {
    name: 'on-violation-issue',
    text: '`true`: scheduled runs keep one open issue for each scenario while it is violated, and close it when it is met again. Needs the permission `issues: write`.',
    values: 'boolean',
    standard: '`false`',
  },
  token,
  ...contexts,
];

const safety: Input = {
  name: 'allow-unsafe-event',
  text: '`true`: also run on events that strangers can cause and that have the secrets and the token of the repository, such as pull_request_target or issue_comment. Only where nothing that is measured comes from a pull request.',
  values: 'boolean',
  standard: '`false`',
};

/** The areas whose options have inputs, under the titles that the command line has. */
const planned: readonly InputGroup[] = Object.entries(areas)
  .map(([name, { title, options }]): InputGroup => {
    const inputs = inputsOf(options);
    return { title, inputs: name === 'judging' ? [...inputs, onInconclusive] : inputs };
  })
  .filter(({ inputs }) => inputs.length > 0);

/** What workflows vary, and what has no place in a file; `options` takes everything else. */
export const inputGroups: readonly InputGroup[] = [
  ...planned,
  { title: 'Reports', inputs: [reports] },
  { title: 'Notifications', inputs: notifications },
  { title: 'Safety', inputs: [safety] },
];

export const inputs: readonly Input[] = inputGroups.flatMap((group) => group.inputs);

/** Of the action `setup`, which creates a cluster for the later steps of the job. */
export const setupInputs: readonly Input[] = [
  {
    name: 'cluster',
    text: `What to create: ${anyOf(createdClusters)}.`,
    default: usualCluster,
    option: 'cluster',
  },
  ...inputs.filter(({ name }) => ['kind-version', 'kubernetes-version', 'load-images'].includes(name)),
  {
    name: 'options',
    text: 'Everything else about the cluster: the key `cluster` of a configuration file, such as `cluster: { registry: true, wait: 5m }`.',
    option: 'options',
  },
];

/** Of the action `merge`, which judges the results of other jobs. */
export const mergeInputs: readonly Input[] = [
  {
    name: 'results',
    text: 'Result files from the artifacts of other jobs. One per line; `*` and `**` match names and folders. Required.',
    isList: true,
  },
  onInconclusive,
  reports,
  ...comment,
  token,
  ...contexts,
];

/** Of the action `report`, which measures nothing. */
export const reportInputs: readonly Input[] = [
  {
    name: 'artifact',
    text: 'The artifact with result.json; a name ending in `*` takes all that begin with it, at most 20.',
    default: 'pod-start-slo',
  },
  ...comment,
  token,
  ...contexts,
];
