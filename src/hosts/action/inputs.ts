import { experiment } from './inputs-experiment.ts';
import { cluster } from './inputs-cluster.ts';
import { comparing } from './inputs-comparing.ts';
import type { Input } from './input.ts';
import { github, reporting, safety } from './inputs-telling.ts';

export type { Input } from './input.ts';

export interface InputGroup {
  title: string;
  inputs: readonly Input[];
}

const workload: readonly Input[] = [
  {
    name: 'policy',
    text: 'Policy file of PowerfulSeal, which says what is started, asked and promised. Excludes all inputs that say what is started.',
  },
  {
    name: 'policy-timing',
    text: 'measured: judge how long until it is available, where the policy asks for that; literal: wait and ask as PowerfulSeal does.',
    standard: 'measured',
  },
  {
    name: 'config',
    text: 'Configuration file; all scenarios in it are measured.',
    standard: 'pod-start-slo.yml, where there is one and nothing else says what to start',
  },
  { name: 'image', text: 'Image to start in a pod, with a service in front.', setting: 'image' },
  { name: 'port', text: 'TCP port on which the container answers HTTP.', setting: 'port' },
  { name: 'env', text: 'Environment variables of the container, one NAME=value a line.', setting: 'env' },
  {
    name: 'command',
    text: 'Replaces the entrypoint of the image. Split into words as a shell does; no shell runs it.',
    setting: 'command',
  },
  { name: 'args', text: 'Arguments of the entrypoint, split in the same way.', setting: 'args' },
  {
    name: 'restricted',
    text: 'true: a pod that the Pod Security Standard "restricted" admits.',
    standard: 'false',
    setting: 'restricted',
  },
  {
    name: 'manifest',
    text: 'Your own objects instead of an image: files, or folders with such files, one a line.',
    setting: 'manifest',
  },
  { name: 'name', text: 'Name in the reports.', standard: 'that of the image', setting: 'name' },
  {
    name: 'image-pull-policy',
    text: 'Always, IfNotPresent or Never, for every container.',
    standard: 'as in the manifest, or what Kubernetes chooses by the tag',
    setting: 'imagePullPolicy',
  },
  {
    name: 'image-cache',
    text: 'keep, or remove: delete the image from the nodes before each start, so that every start pulls it.',
    standard: 'keep',
    setting: 'imageCache',
  },
  {
    name: 'allow-node-helper',
    text: 'true: images may be removed by a pod with the file system of the node, where nothing else reaches it.',
    standard: 'false',
    setting: 'allowNodeHelper',
  },
  {
    name: 'node-helper-image',
    text: 'Image of that pod, with the program chroot.',
    standard: 'busybox, by its digest',
    setting: 'nodeHelperImage',
  },
  {
    name: 'node-helper-namespace',
    text: 'Existing namespace for that pod.',
    standard: 'that of the run',
    setting: 'nodeHelperNamespace',
  },
  {
    name: 'conditions',
    text: 'Start it as it is and once more under each of these, one a line: cold-image, busy-node. Each is a scenario of its own.',
    setting: 'conditions',
  },
  {
    name: 'setup-manifests',
    text: 'Files with objects that are applied once before the first start, one a line.',
    setting: 'setupManifests',
  },
  {
    name: 'allow-cluster-scoped',
    text: 'true: manifests may hold objects that belong to no namespace.',
    standard: 'false',
    setting: 'allowClusterScoped',
  },
];

const answer: readonly Input[] = [
  { name: 'path', text: 'Path that is asked for.', standard: '/', setting: 'path' },
  { name: 'status', text: 'HTTP status that counts as an answer.', standard: '200', setting: 'status' },
  {
    name: 'scheme',
    text: 'http or https.',
    standard: 'as the port of the service declares, or http',
    setting: 'scheme',
  },
  { name: 'service', text: 'Service to ask, where the manifest has several.', setting: 'service' },
  {
    name: 'service-port',
    text: 'Number or name of the port of the service.',
    standard: 'its only one, or the one that declares HTTP',
    setting: 'servicePort',
  },
  {
    name: 'via',
    text: 'Path to the service: auto, cluster-ip, load-balancer, node-port, port-forward or api-proxy.',
    standard: 'auto',
    setting: 'via',
  },
  {
    name: 'address-timeout',
    text: 'How long "auto" waits for the address of a load balancer.',
    standard: '5s',
    setting: 'addressTimeout',
  },
  {
    name: 'probe-interval',
    text: 'Time between two attempts: how finely the answer is timed.',
    standard: '20ms',
    setting: 'interval',
  },
  {
    name: 'ask-pod',
    text: 'false: do not also ask the pod itself; the application’s own time is then unknown.',
    standard: 'true',
    setting: 'askPod',
  },
];

const judging: readonly Input[] = [
  {
    name: 'objectives',
    text: 'What is promised, one a line: [measure] p50|p90|p95|p99|max <= limit, for instance "p95 <= 30s". Without any, nothing is judged.',
    setting: 'objectives',
  },
  {
    name: 'rule',
    text: 'observed, or proven: ask for statistical evidence.',
    standard: 'observed',
    setting: 'rule',
  },
  {
    name: 'iterations',
    text: 'Starts that are measured before they are judged.',
    standard: '20',
    setting: 'iterations',
  },
  {
    name: 'max-iterations',
    text: 'Where confirming a violation ends.',
    standard: 'three times iterations',
    setting: 'maxIterations',
  },
  {
    name: 'warmup',
    text: 'Starts that come first and are not judged.',
    standard: '1',
    setting: 'warmup',
  },
  {
    name: 'keep-going',
    text: 'true: measure all iterations even if none of the first three starts answered.',
    standard: 'false',
    setting: 'keepGoing',
  },
  {
    name: 'timeout',
    text: 'When a start without an answer ends.',
    standard: '60s, or twice the largest limit',
    setting: 'timeout',
  },
  {
    name: 'max-duration',
    text: 'Ends the measuring; what was measured until then is judged.',
    standard: 'that of the configuration file, or 10m',
    setting: 'maxDuration',
  },
  {
    name: 'grace-period',
    text: 'What a deleted pod has for its shutdown.',
    standard: '1s',
    setting: 'gracePeriod',
  },
  {
    name: 'volume-claims',
    text: 'delete, or keep: the claims of a StatefulSet stay until the end of the run, so that starts reuse their volumes.',
    standard: 'delete',
    setting: 'volumeClaims',
  },
  {
    name: 'seed',
    text: 'Seeds the spreading of the starts over a second, and the order of several scenarios.',
    standard: 'random; the result records it',
    setting: 'seed',
  },
  {
    name: 'on-inconclusive',
    text: 'What the step does without a clear verdict: warn (pass with a warning), fail or pass.',
    default: 'warn',
  },
];

export const inputGroups: readonly InputGroup[] = [
  { title: 'What is started', inputs: workload },
  { title: 'What is done', inputs: experiment },
  { title: 'What counts as an answer', inputs: answer },
  { title: 'How often, and what is promised', inputs: judging },
  { title: 'What it is compared with', inputs: comparing },
  { title: 'Where', inputs: cluster },
  { title: 'What is reported', inputs: reporting },
  { title: 'Where it is told', inputs: github },
  { title: 'Safety', inputs: safety },
];

export const inputs: readonly Input[] = inputGroups.flatMap((group) => group.inputs);
