import { ofRun, ofScenario } from './option.ts';

/** What holds where no fixed value does. */
export const shortestTimeout = '60s';
export const provenIterations = 180;
/** A run that nothing bounds would hold a runner of GitHub for six hours. */
export const actionMaxDuration = '10m';

/** How often something is measured, and how it is judged. */
export const judging = {
  objectives: ofScenario('objectives', {
    type: ['objectives', '3h'],
    help: 'promised limits: `[measure] p50|p90|p95|p99|max <= limit`, for instance `p95 <= 30s`; without any, nothing is judged',
    more: 'Measures: `total` (default), `ready`, `sli` (Kubernetes’ own pod start-up SLI), or a phase such as `image-pull`.',
    examples: [['p95 <= 30s', 'image-pull p95 <= 10s']],
    cli: {
      flag: 'objective',
      value: "'p95 <= 30s'",
      repeatable: true,
      help: 'promised limit: [measure] p50|p90|p95|p99|max <= limit',
    },
    action: {},
  }),
  rule: ofScenario('rule', {
    type: ['oneOf', ['observed', 'proven']],
    default: 'observed',
    help: '`observed`, or `proven`: require statistical evidence',
    more: '`observed` judges what was measured and confirms a violation before it counts. `proven` requires evidence for both verdicts and is inconclusive without it.',
    cli: { value: 'RULE' },
    action: {},
  }),
  iterations: ofScenario('iterations', {
    type: ['wholeNumber', 1, 10_000],
    default: 20,
    help: 'starts that are measured before they are judged',
    more: 'It is also the size of each batch that confirms a violation.',
    cli: { value: 'N' },
    action: {},
  }),
  maxIterations: ofScenario('maxIterations', {
    type: ['wholeNumber', 1, 100_000],
    help: 'upper bound on starts when a violation has to be confirmed',
    otherwise: `3 × \`iterations\`; with rule \`proven\` ${provenIterations}, or \`iterations\` if that is more`,
    cli: { value: 'N' },
  }),
  warmup: ofScenario('warmup', {
    type: ['wholeNumber', 0, 100],
    default: 1,
    help: 'unjudged warm-up iterations; `via: auto` needs at least one',
    more: 'They come first and are recorded.',
    cli: { value: 'N' },
  }),
  keepGoing: ofScenario('keepGoing', {
    type: ['yesOrNo'],
    default: false,
    help: 'measure all iterations even if none of the first three starts answered',
    more: 'Otherwise the run stops after three such starts, warm-ups included.',
    cli: {},
  }),
  timeout: ofScenario('timeout', {
    type: ['duration', '1s', '6h'],
    help: 'timeout of one iteration, from its first create request on',
    otherwise: `${shortestTimeout}, or twice the largest limit if that is more`,
    examples: ['60s', '2m'],
    cli: { value: 'TIME' },
    action: {},
  }),
  maxDuration: ofRun('maxDuration', {
    type: ['duration', '1s', '24h'],
    help: 'ends the whole run; what was measured until then is judged',
    more: 'The scenarios that are not settled by then differ by at most one start.',
    otherwise: 'no bound',
    examples: ['10m'],
    cli: { value: 'TIME' },
    action: { otherwise: `that of the configuration file, or ${actionMaxDuration}` },
  }),
  gracePeriod: ofScenario('gracePeriod', {
    type: ['duration', '1s', '1h'],
    default: '1s',
    help: 'termination grace period of the pods that are deleted between starts',
    more: 'Whole seconds.',
    cli: { value: 'TIME' },
  }),
  volumeClaims: ofScenario('volumeClaims', {
    type: ['oneOf', ['delete', 'keep']],
    default: 'delete',
    help: '`delete`, or `keep`: the claims of a StatefulSet stay until the end of the run, so that starts reuse their volumes',
    more: 'These are the claims from its `volumeClaimTemplates`. With `delete` every start gets a new volume. Claims that the run did not create are never deleted.',
    cli: { value: 'WHAT' },
  }),
  seed: ofRun('seed', {
    type: ['wholeNumber', 0, 4_294_967_295],
    help: 'random seed (start offsets within the second, scenario order)',
    otherwise: 'random; the result records it',
    cli: { value: 'N' },
  }),
} as const;

/** What the starts are compared with. */
export const baseline = {
  baselineImage: ofScenario('baseline.image', {
    type: ['imageReference'],
    help: 'image to compare with, such as that of the base branch, started alternately with `image` in the same run; a regression is a violation',
    more: 'All else is the same for both. Excludes `manifest` and `result`.',
    examples: ['ghcr.io/org/app:main'],
    cli: { value: 'IMAGE' },
    action: {},
  }),
  baselineManifest: ofScenario('baseline.manifest', {
    type: ['manifestPaths'],
    help: 'files or folders with objects to compare with, started alternately with those of `manifest`',
    cli: { value: 'PATH', repeatable: true },
    action: {},
  }),
  baselineResult: ofScenario('baseline.result', {
    type: ['filePath'],
    help: 'result of an earlier run to compare with; judged if the two are comparable, otherwise shown',
    more: 'It is a file that `--export-json` wrote. The two are comparable if cluster, machine, path and workload are the same and both runs have 20 judged starts.',
    cli: { value: 'FILE' },
    action: {
      input: 'baseline',
      ownWord: 'branch',
      help: '`branch`: compare with the latest result of the default branch, which is kept in the cache; or the file of an earlier result. Judged if the two are comparable, otherwise shown',
    },
  }),
  maxRegression: ofScenario('baseline.maxRegression', {
    type: ['percentage', 0, 1000],
    default: '10%',
    help: 'how much slower than the baseline is still allowed',
    more: 'More than that, if it is shown, is a violation.',
    cli: { value: 'PERCENT' },
    action: {},
  }),
} as const;
