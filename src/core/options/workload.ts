import { allOf, createdClusters } from '../cluster-names.ts';
import { conditions } from '../condition.ts';
import { threadsVariable } from '../load.ts';
import { ofHost, ofRun, ofScenario } from './option.ts';

/** What is started. */
export const workload = {
  config: ofHost({
    help: 'configuration file; all scenarios in it are measured',
    otherwise: '`pod-start-slo.yml`, if it exists and nothing else says what to start',
    cli: { short: 'c', value: 'FILE' },
    action: {},
  }),
  options: ofHost({
    help: 'further options: the YAML of a configuration file, with or without `scenarios`; it wins over the file, and inputs win over it',
    action: {},
  }),
  name: ofScenario('name', {
    type: [
      'text',
      'must be 1 to 63 printable characters, without white space at its ends',
      /^(?!\s)[^\p{C}]{1,63}(?<!\s)$/u,
    ],
    help: 'name in all reports',
    otherwise: 'the last part of the image’s name, or the name of the manifest’s first workload',
    describesWorkload: true,
    cli: { value: 'NAME' },
    action: {},
  }),
  image: ofScenario('workload.image', {
    type: ['imageReference'],
    help: 'image to start in a pod, with a Service in front of it',
    more: 'The pod has this one container. Needs `port`; excludes `manifest`.',
    examples: ['docker.io/bloomberg/goldpinger:v3.0.0'],
    describesWorkload: true,
    cli: { value: 'IMAGE' },
    action: {},
  }),
  port: ofScenario('workload.port', {
    type: ['wholeNumber', 1, 65_535],
    help: 'TCP port on which the container answers HTTP',
    more: 'Required with `image`.',
    describesWorkload: true,
    cli: { value: 'PORT' },
    action: {},
  }),
  env: ofScenario('workload.env', {
    type: ['environment'],
    help: 'environment variables of the container',
    more: 'Values are texts: put numbers and booleans into quotes.',
    examples: [{ HOST: '0.0.0.0', PORT: '8080' }],
    describesWorkload: true,
    cli: { value: 'NAME=VALUE', repeatable: true, help: 'environment variable of the container' },
    action: { help: 'environment variables of the container, as `NAME=value`' },
  }),
  command: ofScenario('workload.command', {
    type: ['words'],
    help: 'replaces the entrypoint of the image',
    more: 'One word an item.',
    describesWorkload: true,
    cli: { value: 'WORDS', help: 'replaces the entrypoint of the image; split into words as a shell does' },
  }),
  args: ofScenario('workload.args', {
    type: ['words'],
    help: 'arguments of the entrypoint',
    more: 'One word an item.',
    describesWorkload: true,
    cli: { flag: 'arg', value: 'WORD', repeatable: true, help: 'argument of the entrypoint' },
  }),
  restricted: ofScenario('workload.restricted', {
    type: ['yesOrNo'],
    default: false,
    help: 'start a pod that the Pod Security Standard `restricted` admits',
    more: 'The pod gets the security context that the standard requires. The image must be able to run as a user other than root.',
    describesWorkload: true,
    cli: {},
  }),
  manifest: ofScenario('workload.manifest', {
    type: ['manifestPaths'],
    help: 'your own objects instead of an image: files, or folders with such files',
    more: 'One path or a list, relative to the configuration file. What pods need (accounts, secrets, config maps, claims, Services) is created first, then the pods, then the rest. The objects need at least one Pod, Deployment, StatefulSet or ReplicaSet, and a Service. Excludes all other keys of `workload`.',
    examples: ['pod-and-service.yml'],
    describesWorkload: true,
    cli: {
      short: 'f',
      value: 'PATH',
      repeatable: true,
      help: 'your own objects instead of an image: a file, a folder with such files, or - for standard input',
    },
    action: {},
  }),
  inlineManifest: ofScenario('workload.inlineManifest', {
    type: ['text', 'must be the text of a manifest', /\S/],
    help: 'your own objects themselves, as the text that a manifest file would hold',
    more: 'Excludes all other keys of `workload`.',
  }),
  imagePullPolicy: ofScenario('imagePullPolicy', {
    type: ['oneOf', ['Always', 'IfNotPresent', 'Never']],
    help: '`Always`, `IfNotPresent` or `Never`, for every container',
    more: '`Always` only checks with the registry again; to measure a cold pull see `imageCache`.',
    otherwise: 'as in the manifest, or what Kubernetes chooses by the tag',
    cli: { value: 'POLICY' },
    action: {},
  }),
  imageCache: ofScenario('imageCache', {
    type: ['oneOf', ['keep', 'remove']],
    default: 'keep',
    help: '`keep`, or `remove`: delete the image from the nodes before each start, so that every start pulls it',
    cli: { value: 'WHAT' },
  }),
  conditions: ofScenario('conditions', {
    type: ['someOf', conditions],
    help: 'also measure under these conditions: `cold-image`, `busy-node`',
    more: 'The scenario is started as it is and once more under each condition; each becomes its own scenario: `web`, `web (cold image)`, `web (busy node)`. `cold-image`: the image is removed from the nodes before each start. `busy-node`: a load occupies the CPUs of the nodes, see `load`.',
    examples: [['cold-image', 'busy-node']],
    cli: {
      flag: 'condition',
      value: 'NAME',
      repeatable: true,
      help: 'also measure under this condition: cold-image or busy-node; each becomes its own scenario',
    },
  }),
  loadPodImage: ofScenario('load.image', {
    type: ['imageReference'],
    default: 'docker.io/library/busybox:1.37',
    help: 'image of the load’s pods, one on each node',
    more: 'A node that does not have it pulls it.',
  }),
  loadPodCommand: ofScenario('load.command', {
    type: ['words'],
    help: `what the pods run: something that never ends and keeps \`${threadsVariable}\` threads busy`,
    more: `One word an item. Kubernetes replaces \`$(${threadsVariable})\` by the number, a shell finds it as a variable.`,
    default: ['sh', '-c', `for i in $(seq "$${threadsVariable}"); do while :; do :; done & done; wait`],
    otherwise: 'endless loops of `sh`',
  }),
  loadPodCpu: ofScenario('load.cpu', {
    type: [
      'text',
      'must be a share of the CPU of each node such as 80%, or cores such as 2 or 500m',
      /^(?:(?:[1-9]\d?|100)%|0*[1-9]\d*m|(?=[\d.]*[1-9])\d+(?:\.\d{1,3})?)$/,
    ],
    default: '80%',
    help: 'the most that the load takes of each node: a share of the node’s allocatable CPU, or cores',
    more: 'It is the limit of the load’s pod.',
    examples: ['80%', '500m', '2'],
  }),
  setupManifests: ofRun('setupManifests', {
    type: ['filePaths'],
    help: 'files with Kubernetes objects that are applied once before the first start',
    more: 'They are deleted at the end; pull secrets and config maps are examples. Relative to the configuration file.',
    cli: {
      flag: 'setup-manifest',
      value: 'FILE',
      repeatable: true,
      help: 'file with Kubernetes objects that are applied once before the first start',
    },
  }),
  allowClusterScoped: ofRun('allowClusterScoped', {
    type: ['yesOrNo'],
    default: false,
    help: 'allow manifests with objects that belong to no namespace, such as a ClusterRole',
    more: 'In the action the workflow must say it as well.',
    cli: {},
  }),
} as const;

/** Pods that remove images from nodes, where nothing else reaches the image. */
export const nodeHelper = {
  allowNodeHelper: ofRun('nodeHelper.allow', {
    type: ['yesOrNo'],
    default: false,
    help: `allow a root pod on each node that removes cached images (needed on clusters other than ${allOf(createdClusters)})`,
    more: 'The pod has the file system of the node and uses the node’s own `crictl`. Whoever controls such a pod is root on the node.',
    cli: {},
  }),
  nodeHelperImage: ofRun('nodeHelper.image', {
    type: ['imageReference'],
    // Pinned by its digest: whoever could change what the name means would be root on the nodes.
    default:
      'docker.io/library/busybox:1.37.0@sha256:9db7b59979c38555a39def84a31fb98b5296952f9e3afd4f6f11f05b07adfab0',
    otherwise: 'busybox, by its digest',
    help: 'image of these pods; it must hold the program `chroot`',
    cli: { value: 'IMAGE' },
  }),
  nodeHelperNamespace: ofRun('nodeHelper.namespace', {
    type: ['objectName', 'namespace'],
    help: 'existing namespace for these pods',
    more: 'Its Pod Security level must be `privileged`.',
    otherwise: 'the namespace of the run',
    cli: { value: 'NAME' },
  }),
} as const;
