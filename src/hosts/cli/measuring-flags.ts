import type { Flag, FlagGroup } from './flag.ts';
import { images } from './image-flags.ts';

export const workload: FlagGroup = {
  title: 'What is started',
  flags: [
    {
      name: 'config',
      short: 'c',
      value: 'FILE',
      text: 'configuration file; all scenarios in it are measured',
      standard: './pod-start-slo.yml, where there is one',
    },
    {
      name: 'image',
      value: 'IMAGE',
      text: 'image to start in a pod, with a service in front',
      setting: 'image',
    },
    { name: 'port', value: 'PORT', text: 'TCP port on which the container answers HTTP', setting: 'port' },
    {
      name: 'env',
      value: 'NAME=VALUE',
      repeatable: true,
      text: 'environment variable of the container',
      setting: 'env',
    },
    {
      name: 'command',
      value: 'WORDS',
      text: 'replaces the entrypoint, split as a shell does',
      setting: 'command',
    },
    { name: 'arg', value: 'WORD', repeatable: true, text: 'argument of the entrypoint', setting: 'args' },
    {
      name: 'restricted',
      text: 'pod that the Pod Security Standard "restricted" admits',
      setting: 'restricted',
    },
    {
      name: 'manifest',
      short: 'f',
      value: 'PATH',
      repeatable: true,
      text: 'your own objects instead of an image: a file, a folder with such files, or - for standard input',
      setting: 'manifest',
    },
    {
      name: 'name',
      value: 'NAME',
      text: 'name in the reports',
      standard: 'that of the image',
      setting: 'name',
    },
    ...images,
    {
      name: 'condition',
      value: 'NAME',
      repeatable: true,
      text: 'start it as it is and once more so: cold-image or busy-node; each is a scenario of its own',
      setting: 'conditions',
    },
    {
      name: 'setup-manifest',
      value: 'FILE',
      repeatable: true,
      text: 'objects applied once before the first start',
      setting: 'setupManifests',
    },
    {
      name: 'allow-cluster-scoped',
      text: 'manifests may hold objects that belong to no namespace',
      setting: 'allowClusterScoped',
    },
  ],
};

export const answer: FlagGroup = {
  title: 'What counts as an answer',
  flags: [
    { name: 'path', value: 'PATH', text: 'path that is asked for', standard: '/', setting: 'path' },
    { name: 'status', value: 'CODE', text: 'HTTP status that counts', standard: '200', setting: 'status' },
    {
      name: 'scheme',
      value: 'SCHEME',
      text: 'http or https',
      standard: 'as the port of the service declares, or http',
      setting: 'scheme',
    },
    {
      name: 'service',
      value: 'NAME',
      text: 'service to ask, where the manifest has several',
      setting: 'service',
    },
    {
      name: 'service-port',
      value: 'PORT',
      text: 'number or name of the port of the service',
      standard: 'its only one, or the one that declares HTTP',
      setting: 'servicePort',
    },
    {
      name: 'via',
      value: 'PATH',
      text: 'auto, cluster-ip, load-balancer, node-port, port-forward or api-proxy',
      standard: 'auto',
      setting: 'via',
    },
    {
      name: 'address-timeout',
      value: 'TIME',
      text: 'how long "auto" waits for the address of a load balancer',
      standard: '5s',
      setting: 'addressTimeout',
    },
    {
      name: 'probe-interval',
      value: 'TIME',
      text: 'time between two attempts: how finely the answer is timed',
      standard: '20ms',
      setting: 'interval',
    },
    {
      name: 'no-ask-pod',
      text: 'do not also ask the pod itself; the application’s own time is then unknown',
      setting: 'askPod',
    },
    {
      name: 'pod-logs',
      text: 'keep the last log lines of pods that never answered, in the result and all reports; they may hold secrets',
      setting: 'podLogs',
    },
  ],
};

export const judging: FlagGroup = {
  title: 'How often, and what is promised',
  flags: [
    {
      name: 'objective',
      value: "'p95 <= 30s'",
      repeatable: true,
      text: 'what is promised: [measure] p50|p90|p95|p99|max <= limit',
      setting: 'objectives',
    },
    {
      name: 'rule',
      value: 'RULE',
      text: 'observed, or proven: ask for statistical evidence',
      standard: 'observed',
      setting: 'rule',
    },
    {
      name: 'iterations',
      value: 'N',
      text: 'starts that are measured before they are judged',
      standard: '20',
      setting: 'iterations',
    },
    {
      name: 'max-iterations',
      value: 'N',
      text: 'where confirming a violation ends',
      standard: 'three times --iterations',
      setting: 'maxIterations',
    },
    {
      name: 'warmup',
      value: 'N',
      text: 'starts that come first and are not judged; "auto" finds its path in one, so it makes one at least',
      standard: '1',
      setting: 'warmup',
    },
    {
      name: 'keep-going',
      text: 'measure all iterations even if none of the first three starts answered',
      setting: 'keepGoing',
    },
    {
      name: 'timeout',
      value: 'TIME',
      text: 'when a start without an answer ends',
      standard: '60s, or twice the largest limit',
      setting: 'timeout',
    },
    {
      name: 'max-duration',
      value: 'TIME',
      text: 'ends the run; what was measured until then is judged',
      setting: 'maxDuration',
    },
    {
      name: 'grace-period',
      value: 'TIME',
      text: 'what a deleted pod has for its shutdown',
      standard: '1s',
      setting: 'gracePeriod',
    },
    {
      name: 'volume-claims',
      value: 'WHAT',
      text: 'delete, or keep: claims of a StatefulSet stay until the end of the run, so that starts reuse their volumes',
      standard: 'delete',
      setting: 'volumeClaims',
    },
    {
      name: 'seed',
      value: 'N',
      text: 'seeds the spreading of the starts over a second, and the order of several scenarios',
      standard: 'random',
      setting: 'seed',
    },
  ],
};

export const maxRegression: Flag = {
  name: 'max-regression',
  value: 'PERCENT',
  text: 'how much slower than the baseline is still allowed',
  standard: '10%',
  setting: 'maxRegression',
};

export const comparing: FlagGroup = {
  title: 'What it is compared with',
  flags: [
    {
      name: 'baseline-image',
      value: 'IMAGE',
      text: 'image that is started alternately with --image in this run; a regression is a violation',
      setting: 'baselineImage',
    },
    {
      name: 'baseline-manifest',
      value: 'PATH',
      repeatable: true,
      text: 'objects that are started alternately with those of --manifest',
      setting: 'baselineManifest',
    },
    {
      name: 'baseline-result',
      value: 'FILE',
      text: 'result of an earlier run; judged where the two are comparable, else shown',
      setting: 'baselineResult',
    },
    maxRegression,
  ],
};
