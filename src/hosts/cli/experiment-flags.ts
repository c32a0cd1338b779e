import type { FlagGroup } from './flag.ts';

export const experiment: FlagGroup = {
  title: 'What is done',
  flags: [
    {
      name: 'experiment',
      value: 'WHAT',
      text: 'pod-start, healing (kill a pod, wait for the full set again) or scaling (more replicas)',
      standard: 'pod-start',
      setting: 'experiment',
    },
    {
      name: 'target',
      value: 'KIND/NAME',
      text: 'healing, scaling: workload that is there already, e.g. deployment/web; needs --namespace',
      setting: 'target',
    },
    {
      name: 'replicas',
      value: 'N',
      text: 'healing: pods of the deployment made for --image',
      standard: '1',
      setting: 'replicas',
    },
    {
      name: 'kill',
      value: 'HOW',
      text: 'healing: delete (with grace), force (at once) or container (killed in place)',
      standard: 'delete',
      setting: 'kill',
    },
    {
      name: 'pick',
      value: 'WHICH',
      text: 'healing: random (seeded) or oldest',
      standard: 'random',
      setting: 'pick',
    },
    {
      name: 'victim-selector',
      value: 'LABELS',
      text: 'healing: only pods of the workload with these labels are killed',
      setting: 'victimSelector',
    },
    {
      name: 'victim-container',
      value: 'NAME',
      text: 'healing: container that --kill container kills',
      standard: 'the first',
      setting: 'victimContainer',
    },
    {
      name: 'from',
      value: 'N',
      text: 'scaling: replicas before',
      standard: '1, or those of the target',
      setting: 'scaleFrom',
    },
    { name: 'to', value: 'N', text: 'scaling: replicas asked for', setting: 'scaleTo' },
    {
      name: 'allow-hpa',
      text: 'scaling: also where a HorizontalPodAutoscaler scales the workload',
      setting: 'allowHpa',
    },
    {
      name: 'burst',
      value: 'N',
      text: 'pod-start: pods started at once',
      standard: '1',
      setting: 'burst',
    },
    {
      name: 'yes',
      text: 'allow killing pods, scaling workloads and changing objects on a cluster that the run did not create, and silencing alerts',
      setting: 'confirm',
    },
    {
      name: 'allow-kube-namespaces',
      text: 'healing and scaling also in a namespace whose name begins with kube-',
      setting: 'allowKubeNamespaces',
    },
  ],
};
