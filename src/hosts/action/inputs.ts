import { usualKindVersion } from '../../clusters/kind-checksums.ts';
import type { SettingName } from '../../core/config/settings.ts';

/** One input of the action: action.yml and docs/reference/action.md are generated from here. */
export interface Input {
  name: string;
  text: string;
  /** What the runner fills in where nothing was given. */
  default?: string;
  /** What holds without it, where that is no fixed value. */
  standard?: string;
  /** The setting of a plan that it gives. */
  setting?: SettingName;
  /** The kind of cluster it belongs to; with the other one it is refused. */
  only?: 'kind' | 'existing';
}

export interface InputGroup {
  title: string;
  inputs: readonly Input[];
}

const workload: readonly Input[] = [
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
  { name: 'manifest', text: 'File with your own objects instead of an image.', setting: 'manifest' },
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
  { name: 'scheme', text: 'http or https.', standard: 'http', setting: 'scheme' },
  { name: 'service', text: 'Service to ask, where the manifest has several.', setting: 'service' },
  { name: 'service-port', text: 'Port of the service.', standard: 'its first', setting: 'servicePort' },
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
    name: 'seed',
    text: 'Seeds the spreading of the starts over a second.',
    standard: 'random; the result records it',
    setting: 'seed',
  },
  {
    name: 'on-inconclusive',
    text: 'What the step does without a clear verdict: warn (pass with a warning), fail or pass.',
    default: 'warn',
  },
];

const cluster: readonly Input[] = [
  {
    name: 'cluster',
    text: 'kind: make a cluster for this step and delete it afterwards. existing: use yours.',
    default: 'kind',
  },
  {
    name: 'namespace',
    text: 'Existing namespace to work in.',
    standard: 'one is made and deleted',
    setting: 'namespace',
  },
  {
    name: 'kubeconfig',
    text: 'Kubeconfig file of the existing cluster.',
    standard: '$KUBECONFIG, or ~/.kube/config',
    only: 'existing',
  },
  { name: 'context', text: 'Context of the kubeconfig.', standard: 'its current one', only: 'existing' },
  {
    name: 'version',
    text: 'Version of kind to download; one that is installed already is used.',
    standard: usualKindVersion,
    only: 'kind',
  },
  {
    name: 'kind-sha256',
    text: 'SHA-256 of the kind binary for this runner, for a version whose checksum this action does not know.',
    only: 'kind',
  },
  { name: 'kind-config', text: 'Configuration file of kind.', only: 'kind' },
  {
    name: 'node-image',
    text: 'Image of the nodes, which sets the version of Kubernetes.',
    standard: 'that of the kind version',
    only: 'kind',
  },
  {
    name: 'cluster-name',
    text: 'Name of the cluster that is made. A cluster of this name that exists is never touched.',
    standard: 'one that no other job has',
    only: 'kind',
  },
  { name: 'wait', text: 'How long the nodes may take to become Ready.', standard: '2m', only: 'kind' },
  {
    name: 'load-images',
    text: 'Images of the local Docker, or archives ending in .tar, to put on the nodes, one a line.',
    only: 'kind',
  },
  {
    name: 'keep-cluster',
    text: 'true: leave the cluster running at the end of the job.',
    standard: 'false',
    only: 'kind',
  },
];

const safety: readonly Input[] = [
  {
    name: 'allow-pull-request-target',
    text: 'true: run on the event pull_request_target too, with the secrets and the token that it has.',
    standard: 'false',
  },
];

export const inputGroups: readonly InputGroup[] = [
  { title: 'What is started', inputs: workload },
  { title: 'What counts as an answer', inputs: answer },
  { title: 'How often, and what is promised', inputs: judging },
  { title: 'Where', inputs: cluster },
  { title: 'Safety', inputs: safety },
];

export const inputs: readonly Input[] = inputGroups.flatMap((group) => group.inputs);
