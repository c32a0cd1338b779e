import { anyOf, clusterKinds, clusterLogs, createdClusters, usualCluster } from '../cluster-names.ts';
import { ofRun } from './option.ts';

const inCode = (word: string): string => `\`${word}\``;

/** Where pods are started. */
export const cluster = {
  cluster: ofRun('cluster.provider', {
    type: ['oneOf', [...clusterKinds, 'auto']],
    help: `\`existing\`: use yours; ${anyOf(createdClusters.map(inCode))}: create a cluster for the run and delete it afterwards; \`auto\`: look for one, and report which`,
    otherwise: `\`existing\` on the command line, ${inCode(usualCluster)} in the action`,
    cli: { value: 'KIND' },
    action: { otherwise: inCode(usualCluster) },
  }),
  kubeconfig: ofRun('cluster.kubeconfig', {
    type: ['filePath'],
    help: 'kubeconfig of the existing cluster',
    otherwise: '$KUBECONFIG, or ~/.kube/config',
    only: ['existing'],
    cli: { value: 'FILE' },
    action: {
      help: 'kubeconfig of the existing cluster: the path of the file, or its content from a secret (as it is, or in base64), which is masked and deleted with the step',
    },
  }),
  context: ofRun('cluster.context', {
    type: ['text', 'must be the name of a context', /\S/],
    help: 'context of the kubeconfig',
    otherwise: 'its current one',
    only: ['existing'],
    cli: { value: 'NAME' },
  }),
  namespace: ofRun('namespace', {
    type: ['objectName', 'namespace'],
    help: 'existing namespace to work in',
    otherwise: 'the run creates one and deletes it afterwards',
    cli: { short: 'n', value: 'NAME' },
    action: {},
  }),
} as const;

/** The clusters that are created for a run. */
export const createdCluster = {
  clusterName: ofRun('cluster.name', {
    type: ['text', 'must be the name of a cluster', /\S/],
    help: 'name of the cluster (minikube: profile) to create',
    more: 'An existing cluster of this name is never touched.',
    otherwise: 'a random one',
    only: createdClusters,
    cli: { value: 'NAME' },
  }),
  useCluster: ofRun('cluster.use', {
    type: ['text', 'must be the name of a cluster', /\S/],
    help: 'use this existing cluster (minikube: profile) and keep it afterwards',
    only: createdClusters,
    cli: { value: 'NAME' },
  }),
  kindVersion: ofRun('cluster.kindVersion', {
    type: ['text', 'must be a version of kind such as v0.33.0', /^v?\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/],
    // The newest; test/clusters/kind/download/newest.test.ts fails when it is two releases behind.
    default: 'v0.33.0',
    help: 'version of kind to download; one that is installed already is used',
    more: 'In the action alone: the command line runs the `kind` of the PATH.',
    only: ['kind'],
    action: {},
  }),
  kindSha256: ofRun('cluster.kindSha256', {
    type: ['text', 'must be 64 hexadecimal digits', /^[0-9a-f]{64}$/i],
    help: 'SHA-256 of the kind binary for this runner, for a version whose checksum the action does not know',
    more: 'In the action alone.',
    only: ['kind'],
  }),
  nodeImage: ofRun('cluster.nodeImage', {
    type: ['imageReference'],
    help: '`kind`, `k3d`: image of the nodes, which sets the version of Kubernetes',
    otherwise: 'that of the kind or k3d version',
    only: ['kind', 'k3d'],
    cli: { value: 'IMAGE' },
  }),
  kindConfig: ofRun('cluster.kindConfig', {
    type: ['filePath'],
    help: '`kind`: its configuration file',
    more: 'Relative to the configuration file that names it.',
    only: ['kind'],
    cli: { value: 'FILE' },
  }),
  registry: ofRun('cluster.registry', {
    type: ['registry'],
    help: '`kind` only: `true` creates a local registry, `localhost:PORT` uses an existing one; pods pull `localhost:PORT/IMAGE`',
    otherwise: 'none',
    only: ['kind'],
    cli: { value: 'WHICH' },
  }),
  registryPort: ofRun('cluster.registryPort', {
    type: ['wholeNumber', 1, 65_535],
    default: 5001,
    help: '`kind` only: port of the registry that the run creates',
    only: ['kind'],
    cli: { value: 'PORT' },
  }),
  registryImage: ofRun('cluster.registryImage', {
    type: ['imageReference'],
    // The registry of kind's own guide, at a version.
    default: 'docker.io/library/registry:2.8.3',
    help: '`kind` only: image of the registry that the run creates',
    only: ['kind'],
    cli: { value: 'IMAGE' },
  }),
  driver: ofRun('cluster.driver', {
    type: ['text', 'must be the name of a driver of minikube', /\S/],
    help: '`minikube`: its driver (docker, kvm2, …)',
    otherwise: 'minikube’s choice',
    only: ['minikube'],
    cli: { value: 'NAME' },
  }),
  kubernetesVersion: ofRun('cluster.kubernetesVersion', {
    type: ['text', 'must be a version of Kubernetes, for instance 1.37', /\S/],
    help: '`kind`, `minikube`: version of Kubernetes, such as `1.37`',
    more: 'kind: one that its release has a node image for.',
    otherwise: 'that of the kind or minikube version',
    only: ['kind', 'minikube'],
    cli: { value: 'VERSION' },
    action: {},
  }),
  minikubeArgs: ofRun('cluster.minikubeArgs', {
    type: ['texts'],
    help: '`minikube`: further flags of `minikube start`, such as `--memory=4g`',
    only: ['minikube'],
    cli: {
      flag: 'minikube-arg',
      value: 'FLAG',
      repeatable: true,
      help: 'minikube: one more flag of minikube start, such as --memory=4g',
    },
  }),
  loadImages: ofRun('cluster.loadImages', {
    type: ['texts'],
    help: 'images of the local Docker, or archives ending in `.tar`, to load into the nodes; those named `localhost:PORT/…` are pushed to the registry',
    only: createdClusters,
    cli: {
      flag: 'load-image',
      value: 'IMAGE',
      repeatable: true,
      help: 'image of the local Docker, or archive ending in .tar, to load into the nodes, or to push to the registry (localhost:PORT/…)',
    },
    action: {},
  }),
  wait: ofRun('cluster.wait', {
    type: ['duration', '1s', '24h'],
    default: '2m',
    help: 'how long the nodes may take to become Ready',
    only: createdClusters,
    cli: { value: 'TIME' },
  }),
  clusterLogs: ofRun('cluster.logs', {
    type: ['oneOf', clusterLogs],
    default: 'on-failure',
    help: 'whether the logs of the nodes are collected before the cluster is deleted; `on-failure`: if it could not be created, or the run ended without a verdict',
    more: 'They are in a folder of the temporary folder, which the run reports; the action sets its output `logs-path`.',
    only: createdClusters,
    cli: {},
  }),
  keepCluster: ofRun('cluster.keep', {
    type: ['yesOrNo'],
    default: false,
    help: 'keep the cluster running at the end',
    only: createdClusters,
    cli: {},
  }),
} as const;
