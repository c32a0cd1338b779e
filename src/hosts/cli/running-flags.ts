import type { Flag, FlagGroup } from './flag.ts';

export const connection: readonly Flag[] = [
  {
    name: 'kubeconfig',
    value: 'FILE',
    text: 'kubeconfig to use',
    standard: '$KUBECONFIG, or ~/.kube/config',
  },
  { name: 'context', value: 'NAME', text: 'context of the kubeconfig', standard: 'its current one' },
];

export const cluster: FlagGroup = {
  title: 'Where',
  flags: [
    { name: 'cluster', value: 'KIND', text: 'existing, or kind: make one for the run', standard: 'existing' },
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

export const kind: FlagGroup = {
  title: 'With --cluster kind',
  flags: [
    {
      name: 'cluster-name',
      value: 'NAME',
      text: 'name of the cluster that is made',
      standard: 'pod-start-slo',
    },
    { name: 'node-image', value: 'IMAGE', text: 'image of its nodes', standard: 'that of the kind binary' },
    { name: 'kind-config', value: 'FILE', text: 'configuration file of kind' },
    {
      name: 'load-image',
      value: 'IMAGE',
      repeatable: true,
      text: 'image, or archive ending in .tar, to put on its nodes',
    },
    { name: 'wait', value: 'TIME', text: 'how long its nodes may take to become Ready', standard: '2m' },
    { name: 'keep-cluster', text: 'leave it running at the end' },
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
