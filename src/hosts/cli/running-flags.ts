import { usualRegistryImage } from '../../clusters/kind-registry.ts';
import type { ClusterKind } from '../shared/cluster-kinds.ts';
import type { Flag, FlagGroup } from './flag.ts';

export const connection: readonly Flag[] = [
  {
    name: 'kubeconfig',
    value: 'FILE',
    text: 'kubeconfig to use',
    standard: '$KUBECONFIG, or ~/.kube/config',
    only: ['existing'],
  },
  {
    name: 'context',
    value: 'NAME',
    text: 'context of the kubeconfig',
    standard: 'its current one',
    only: ['existing'],
  },
];

export const cluster: FlagGroup = {
  title: 'Where',
  flags: [
    {
      name: 'cluster',
      value: 'KIND',
      text: 'existing; kind, minikube or k3d: make one for the run; auto: look for one, and say which',
      standard: 'existing',
    },
    ...connection,
    {
      name: 'namespace',
      short: 'n',
      value: 'NAME',
      text: 'existing namespace to work in',
      standard: 'one is made and deleted',
      setting: 'namespace',
    },
  ],
};

const made: readonly ClusterKind[] = ['kind', 'minikube', 'k3d'];

export const making: FlagGroup = {
  title: 'With --cluster kind, minikube or k3d',
  flags: [
    {
      name: 'cluster-name',
      value: 'NAME',
      text: 'name of the cluster (minikube: profile) that is made',
      standard: 'a random one',
      only: made,
    },
    {
      name: 'use-cluster',
      value: 'NAME',
      text: 'use this cluster (minikube: profile), which is there, and leave it',
      standard: 'one is made and deleted',
      only: made,
    },
    {
      name: 'node-image',
      value: 'IMAGE',
      text: 'kind, k3d: image of its nodes',
      standard: 'that of the kind or k3d binary',
      only: ['kind', 'k3d'],
    },
    { name: 'kind-config', value: 'FILE', text: 'kind: its configuration file', only: ['kind'] },
    {
      name: 'registry',
      value: 'WHICH',
      text: 'kind: true: make a registry beside it; localhost:PORT: use the one there. Pods pull localhost:PORT/IMAGE',
      standard: 'none',
      only: ['kind'],
    },
    {
      name: 'registry-port',
      value: 'PORT',
      text: 'kind: port of the registry that is made',
      standard: '5001',
      only: ['kind'],
    },
    {
      name: 'registry-image',
      value: 'IMAGE',
      text: 'kind: image of the registry that is made',
      standard: usualRegistryImage,
      only: ['kind'],
    },
    {
      name: 'driver',
      value: 'NAME',
      text: 'minikube: its driver (docker, kvm2, …)',
      standard: 'what minikube takes',
      only: ['minikube'],
    },
    {
      name: 'kubernetes-version',
      value: 'VERSION',
      text: 'minikube: version of Kubernetes',
      standard: 'that of the minikube binary',
      only: ['minikube'],
    },
    {
      name: 'minikube-arg',
      value: 'FLAG',
      repeatable: true,
      text: 'minikube: one more flag of minikube start, such as --memory=4g',
      only: ['minikube'],
    },
    {
      name: 'load-image',
      value: 'IMAGE',
      repeatable: true,
      text: 'image, or archive ending in .tar, to put on its nodes, or in its registry (localhost:PORT/…)',
      only: made,
    },
    {
      name: 'wait',
      value: 'TIME',
      text: 'how long its nodes may take to become Ready',
      standard: '2m',
      only: made,
    },
    { name: 'keep-cluster', text: 'leave it running at the end', only: made },
  ],
};

export const noColor: Flag = { name: 'no-color', text: 'no colours; NO_COLOR and FORCE_COLOR work as well' };

/** A flag for each format a file can have (src/hosts/shared/formats.ts). */
export const exportFlags: readonly Flag[] = [
  { name: 'export-json', value: 'FILE', text: 'writes the result, anew after every start' },
  { name: 'export-markdown', value: 'FILE', text: 'writes the report in Markdown' },
  { name: 'export-html', value: 'FILE', text: 'writes the report as one HTML page that needs no network' },
  { name: 'export-junit', value: 'FILE', text: 'writes the objectives as JUnit XML, for CI systems' },
  { name: 'export-csv', value: 'FILE', text: 'writes a row for each start' },
];

export const output: FlagGroup = {
  title: 'What is printed and written',
  flags: [
    { name: 'output', value: 'FORM', text: 'table or json, on standard output', standard: 'table' },
    ...exportFlags,
    { name: 'watch-pods', text: 'prints the pods as kubectl get pods --watch does' },
    { name: 'quiet', short: 'q', text: 'only errors and the verdict' },
    noColor,
  ],
};
