import { usualKindVersion } from '../../clusters/kind-checksums.ts';
import type { Input } from './input.ts';

/** Where pods are started. */
export const cluster: readonly Input[] = [
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
