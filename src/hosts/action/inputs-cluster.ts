import { usualKindVersion } from '../../clusters/kind-checksums.ts';
import { usualRegistryImage } from '../../clusters/kind-registry.ts';
import type { ClusterKind } from '../shared/cluster-kinds.ts';
import type { Input } from './input.ts';

const made: readonly ClusterKind[] = ['kind', 'minikube', 'k3d'];

/** Where pods are started. */
export const cluster: readonly Input[] = [
  {
    name: 'cluster',
    text: 'kind, minikube or k3d: make a cluster for this step and delete it afterwards. existing: use yours. auto: look for one, and say which.',
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
    text: 'Kubeconfig of the existing cluster: the path of the file, or its content from a secret (as it is, or in base64), which is masked and deleted with the step.',
    standard: '$KUBECONFIG, or ~/.kube/config',
    only: ['existing'],
  },
  { name: 'context', text: 'Context of the kubeconfig.', standard: 'its current one', only: ['existing'] },
  {
    name: 'version',
    text: 'Version of kind to download; one that is installed already is used.',
    standard: usualKindVersion,
    only: ['kind'],
  },
  {
    name: 'kind-sha256',
    text: 'SHA-256 of the kind binary for this runner, for a version whose checksum this action does not know.',
    only: ['kind'],
  },
  { name: 'kind-config', text: 'Configuration file of kind.', only: ['kind'] },
  {
    name: 'registry',
    text: 'true: make a registry beside the cluster; localhost:PORT: use the one that is there. Pods pull localhost:PORT/IMAGE from it.',
    standard: 'none',
    only: ['kind'],
  },
  {
    name: 'registry-port',
    text: 'Port of the registry that is made.',
    standard: '5001',
    only: ['kind'],
  },
  {
    name: 'registry-image',
    text: 'Image of the registry that is made.',
    standard: usualRegistryImage,
    only: ['kind'],
  },
  {
    name: 'node-image',
    text: 'Image of the nodes, which sets the version of Kubernetes.',
    standard: 'that of the kind or k3d version',
    only: ['kind', 'k3d'],
  },
  {
    name: 'driver',
    text: 'Driver of minikube (docker, kvm2, …).',
    standard: 'what minikube takes',
    only: ['minikube'],
  },
  {
    name: 'kubernetes-version',
    text: 'Version of Kubernetes.',
    standard: 'that of the minikube on the runner',
    only: ['minikube'],
  },
  {
    name: 'minikube-args',
    text: 'More flags of minikube start such as --memory=4g, one a line.',
    only: ['minikube'],
  },
  {
    name: 'use-cluster',
    text: 'Cluster of kind or k3d, or profile of minikube, that is there: it is used, and left as it is.',
    standard: 'one is made and deleted',
    only: made,
  },
  {
    name: 'cluster-name',
    text: 'Name of the cluster that is made. A cluster of this name that exists is never touched.',
    standard: 'one that no other job has',
    only: made,
  },
  { name: 'wait', text: 'How long the nodes may take to become Ready.', standard: '2m', only: made },
  {
    name: 'load-images',
    text: 'Images of the local Docker, or archives ending in .tar, to put on the nodes, one a line; those named localhost:PORT/… go into the registry.',
    only: made,
  },
  {
    name: 'keep-cluster',
    text: 'true: leave the cluster running at the end of the job.',
    standard: 'false',
    only: made,
  },
];
