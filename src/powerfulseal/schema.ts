import * as z from 'zod';
import {
  anyText,
  atLeast,
  choice,
  listOf,
  mapping,
  oneOf,
  proxyAddress,
  wholeNumber,
  webAddress,
  words,
  yesOrNo,
} from './leaves.ts';
import { clone, nodeAction, podAction, retrying, waiting } from './schema-pods.ts';

/**
 * PowerfulSeal's policy file, all of it: what is refused later on is understood first, so that a slip in it is found.
 * Defaults are those of its schema, and are filled in by read-steps.ts.
 */
const runStrategy = mapping({
  strategy: oneOf(['round-robin', 'random']).optional(),
  runs: wholeNumber(1, 1_000_000).optional(),
  minSecondsBetweenRuns: atLeast(0, 'seconds').optional(),
  maxSecondsBetweenRuns: atLeast(0, 'seconds').optional(),
});

const kubectl = mapping({
  action: oneOf(['apply', 'delete']),
  payload: words('the text of a manifest'),
  autoDelete: yesOrNo().optional(),
  proxy: anyText().optional(),
  kubectlBinary: anyText().optional(),
});

const probeHTTP = mapping({
  target: choice({
    url: webAddress(),
    service: mapping({
      name: words(),
      namespace: words(),
      port: wholeNumber(1, 65535).optional(),
      protocol: oneOf(['http', 'https']).optional(),
    }),
  }),
  retries: wholeNumber(1, 1_000_000).optional(),
  delay: atLeast(1, 'milliseconds').optional(),
  timeout: atLeast(1, 'milliseconds').optional(),
  code: wholeNumber(1, 599).optional(),
  count: wholeNumber(1, 1_000_000).optional(),
  endpoint: anyText().optional(),
  method: oneOf(['get', 'post', 'patch', 'head', 'delete']).optional(),
  body: anyText().optional(),
  headers: listOf(mapping({ name: words(), value: anyText() }), 'headers').optional(),
  proxy: proxyAddress().optional(),
  insecure: yesOrNo().optional(),
});

const alertManagerAction = mapping({
  targets: listOf(choice({ url: webAddress() }), 'targets'),
  actions: listOf(
    choice({
      mute: mapping({ duration: wholeNumber(60, 86_400).optional(), autoUnmute: yesOrNo().optional() }),
    }),
    'actions',
  ),
  retries: retrying.optional(),
  proxies: mapping({ http: proxyAddress().optional(), https: proxyAddress().optional() }).optional(),
});

export const stepSchema = choice({
  kubectl,
  wait: waiting,
  probeHTTP,
  podAction,
  nodeAction,
  clone,
  alertManagerAction,
});

const nameError = 'must be text of 3 to 80 characters';

export const scenarioSchema = mapping({
  name: z.string({ error: nameError }).min(3, { error: nameError }).max(80, { error: nameError }),
  description: anyText().optional(),
  steps: listOf(stepSchema, 'steps'),
});

export const policySchema = mapping({
  config: mapping({
    runStrategy: runStrategy.optional(),
    exitStrategy: mapping({ strategy: oneOf(['report', 'fail-fast']).optional() }).optional(),
  }).optional(),
  scenarios: listOf(scenarioSchema, 'scenarios'),
});

export type PolicyInput = z.infer<typeof policySchema>;
export type ScenarioInput = z.infer<typeof scenarioSchema>;
export type StepInput = z.infer<typeof stepSchema>;
