import * as z from 'zod';
import { experimentNames } from '../experiments/names.ts';
import { vias } from '../result.ts';
import { baselineSchema } from './baseline-schema.ts';
import { conditionShape } from './condition-schema.ts';
import { healingSchema, scalingSchema } from './experiment-schema.ts';
import { workloadSchema } from './workload-schema.ts';
import {
  duration,
  objective,
  objectName,
  oneOf,
  pathOfFile,
  servicePort,
  text,
  wholeNumber,
  yesOrNo,
} from './leaves.ts';
import { nodeHelperSchema } from './node-helper-schema.ts';
import { watchSchema } from './watch-schema.ts';

/**
 * The configuration file as the user writes it. The JSON Schema for editors and docs/reference/configuration.md are
 * generated from here (scripts/generate-schemas.ts). Every key is optional here, since `defaults`, flags and inputs
 * may give it; what is missing in the end is found by scenario.ts.
 */
const filePath = pathOfFile();
export const probeSchema = z
  .strictObject(
    {
      path: text('must start with "/" and hold neither white space nor "#"', /^\/[^\s#]*$/)
        .describe('Path (and query) that is asked for.')
        .meta({ default: '/', examples: ['/healthz'] })
        .optional(),
      status: wholeNumber(200, 599)
        .describe('HTTP status that counts as an answer. Redirects are not followed.')
        .meta({ default: 200 })
        .optional(),
      scheme: oneOf(['http', 'https'])
        .describe(
          '`https` does not check the certificate: what is timed is the answer. Default: `https` where the port of the Service declares it (by its name, its `appProtocol` or the number 443), otherwise `http`.',
        )
        .optional(),
      via: oneOf(['auto', ...vias])
        .describe(
          'Path from here to the service. `auto` takes the first that works, in this order: `cluster-ip`, `load-balancer`, `node-port`, `port-forward`, `api-proxy`; the result states which and why.',
        )
        .meta({ default: 'auto' })
        .optional(),
      intervalMs: wholeNumber(5, 1000)
        .describe(
          'Milliseconds between the starts of two attempts. This is how finely the answer is timed; the result states what was reached.',
        )
        .meta({ default: 20 })
        .optional(),
      service: objectName('service')
        .describe('Service to ask, by name. Needed where a manifest holds several.')
        .optional(),
      port: servicePort()
        .describe(
          'Port of the Service to probe: its number or its name. Default: its only TCP port, or the only one that declares HTTP (by its name, its `appProtocol` or the number 80).',
        )
        .optional(),
      addressTimeout: duration('0s', '10m')
        .describe(
          'How long `via: auto` waits, once a run, for the address of a load balancer before it takes the next path.',
        )
        .meta({ default: '5s' })
        .optional(),
      askPod: yesOrNo()
        .describe(
          'Also asks the pod itself, through the API server, to tell how long the application took from how long routing took.',
        )
        .meta({ default: true })
        .optional(),
    },
    { error: 'must be a mapping, for instance { path: /healthz, status: 200 }' },
  )
  .meta({ id: 'probe' });

const commonShape = {
  experiment: oneOf(experimentNames)
    .describe(
      'What one iteration does. `pod-start`: create the workload and its service, wait until HTTP answers, delete both. `healing`: kill a pod of a workload that stands, wait until the full set is Ready and the service answers again. `scaling`: raise the replicas, wait until every new pod is Ready and answers.',
    )
    .meta({ default: 'pod-start' })
    .optional(),
  workload: workloadSchema.describe('What is started: an image, or the objects of a manifest.').optional(),
  burst: wholeNumber(1, 1000)
    .describe('`pod-start`: pods started at once behind the service.')
    .meta({ default: 1 })
    .optional(),
  healing: healingSchema.describe('What is killed, for `experiment: healing`.').optional(),
  scaling: scalingSchema.describe('How far it is scaled, for `experiment: scaling`.').optional(),
  imagePullPolicy: oneOf(['Always', 'IfNotPresent', 'Never'])
    .describe(
      'Written over every container of the workload. Default: what the manifest says, or what Kubernetes chooses by the tag. `Always` only asks the registry again; for a cold pull see `imageCache`.',
    )
    .optional(),
  imageCache: oneOf(['keep', 'remove'])
    .describe(
      '`remove` deletes the image from the nodes before each iteration, so that every start pulls it. `keep` leaves it where it is.',
    )
    .meta({ default: 'keep' })
    .optional(),
  probe: probeSchema.describe('What counts as an answer, and how it is asked for.').optional(),
  iterations: wholeNumber(1, 10_000)
    .describe('How often a start is measured before it is judged; also the size of each batch that confirms.')
    .meta({ default: 20 })
    .optional(),
  maxIterations: wholeNumber(1, 100_000)
    .describe(
      'Where confirming ends. Default: three times `iterations`; with `rule: proven` 180, or `iterations` where that is more.',
    )
    .optional(),
  warmup: wholeNumber(0, 100)
    .describe(
      'Iterations that come first and are recorded but never judged. With `via: auto` there is one at least, in which the path is found.',
    )
    .meta({ default: 1 })
    .optional(),
  timeout: duration('1s', '6h')
    .describe(
      'When an iteration without an answer ends, from its first create request on. Default: 60s or twice the largest limit of the objectives, whichever is larger.',
    )
    .meta({ examples: ['60s', '2m'] })
    .optional(),
  gracePeriod: duration('1s', '1h')
    .describe('Whole seconds that a deleted pod has for its shutdown.')
    .meta({ default: '1s' })
    .optional(),
  volumeClaims: oneOf(['delete', 'keep'])
    .describe(
      'What becomes of the claims that a StatefulSet makes from its `volumeClaimTemplates`. `delete` removes them with each iteration, so that every start gets a new volume. `keep` leaves them until the end of the run, so that only the first start does. Claims that the run did not make are never deleted.',
    )
    .meta({ default: 'delete' })
    .optional(),
  rule: oneOf(['observed', 'proven'])
    .describe(
      '`observed` judges what was measured and confirms a violation before it counts. `proven` asks for statistical evidence both ways and says inconclusive without it.',
    )
    .meta({ default: 'observed' })
    .optional(),
  objectives: z
    .array(objective('3h'), { error: 'must be a list, for instance [ "p95 <= 30s" ]' })
    .describe(
      'What is promised: `[measure] statistic <= limit`. Measures: `total` (default), `ready`, or a phase such as `image-pull`. Statistics: `p50`, `p90`, `p95`, `p99`, `max`. Without objectives the run measures and judges nothing.',
    )
    .meta({ examples: [['p95 <= 30s', 'image-pull p95 <= 10s']] })
    .optional(),
  podLogs: yesOrNo()
    .describe(
      'Keeps the last log lines of pods that never answered, in the result and all reports. They may hold secrets that nobody can mask. Needs `get` on `pods/log`.',
    )
    .meta({ default: false })
    .optional(),
  keepGoing: yesOrNo()
    .describe(
      'Measures all iterations even if no start has ever answered. Otherwise the run stops after three such starts, warm-ups included.',
    )
    .meta({ default: false })
    .optional(),
  ...conditionShape,
  baseline: baselineSchema
    .describe('What the starts are compared with. A regression is a violation, with and without objectives.')
    .optional(),
};

export const scenarioSchema = z
  .strictObject({
    name: text(
      'must be 1 to 63 printable characters, without white space at its ends',
      /^(?!\s)[^\p{C}]{1,63}(?<!\s)$/u,
    )
      .describe(
        'Name in all reports. Default: the last part of the image’s name, or the name of the first workload of the manifest.',
      )
      .optional(),
    ...commonShape,
  })
  .meta({ id: 'scenario' });

export const defaultsSchema = z.strictObject(commonShape).meta({ id: 'defaults' });

const runShape = {
  namespace: objectName('namespace')
    .describe('Existing namespace to work in. Default: one is made for the run and deleted afterwards.')
    .optional(),
  seed: wholeNumber(0, 4_294_967_295)
    .describe(
      'Seeds the spreading of the starts over a second, and the order of the scenarios in each round. Default: random; the result records it.',
    )
    .optional(),
  maxDuration: duration('1s', '24h')
    .describe(
      'Ends the whole run; what was measured until then is judged. Of several scenarios that are not settled none has then more than one start more than another. Default: no bound.',
    )
    .meta({ examples: ['10m'] })
    .optional(),
  setupManifests: z
    .array(filePath, { error: 'must be a list of paths' })
    .describe(
      'Files with Kubernetes objects that are applied once before the first iteration and deleted at the end, such as pull secrets and config maps. Relative to the configuration file.',
    )
    .optional(),
  allowClusterScoped: yesOrNo()
    .describe(
      'Lets manifests hold objects that belong to no namespace, such as a ClusterRole. In the action the input is needed as well.',
    )
    .meta({ default: false })
    .optional(),
  confirm: yesOrNo()
    .describe(
      'Allows killing pods, scaling workloads and changing objects on a cluster that the run did not create, and silencing alerts. Needed for healing, scaling and policies there. In the action the input is needed as well.',
    )
    .meta({ default: false })
    .optional(),
  allowKubeNamespaces: yesOrNo()
    .describe('Lets healing and scaling work in a namespace whose name begins with `kube-`.')
    .meta({ default: false })
    .optional(),
  nodeHelper: nodeHelperSchema
    .describe(
      'Pods that remove images from nodes which the tool does not reach otherwise, for `imageCache: remove`.',
    )
    .optional(),
  watch: watchSchema.describe('What `pod-start-slo watch` does; `run` leaves it alone.').optional(),
};

export const configSchema = z.strictObject({
  scenarios: z
    .array(scenarioSchema)
    .min(1)
    .describe(
      'What is measured, by turns: in rounds of one start each, in an order that is drawn afresh for each round.',
    ),
  defaults: defaultsSchema.describe('Keys that every scenario inherits unless it has its own.').optional(),
  ...runShape,
});

/** What is left of the file without its scenarios, which are looked at one by one. */
export const runSchema = z.strictObject(runShape);

export type ScenarioInput = z.infer<typeof scenarioSchema>;
export type ProbeInput = z.infer<typeof probeSchema>;
export type WorkloadInput = z.infer<typeof workloadSchema>;
