import type { Input } from './input.ts';

export const experiment: readonly Input[] = [
  {
    name: 'experiment',
    text: 'pod-start, healing (kill a pod, wait for the full set again) or scaling (raise the replicas, wait for every new pod).',
    standard: 'pod-start',
    setting: 'experiment',
  },
  {
    name: 'target',
    text: 'healing, scaling: workload that is there already, such as deployment/web. Needs namespace.',
    setting: 'target',
  },
  {
    name: 'replicas',
    text: 'healing: pods of the Deployment that is made for image.',
    standard: '1',
    setting: 'replicas',
  },
  {
    name: 'kill',
    text: 'healing: delete (with grace), force (at once) or container (killed in place).',
    standard: 'delete',
    setting: 'kill',
  },
  { name: 'pick', text: 'healing: random (seeded) or oldest.', standard: 'random', setting: 'pick' },
  {
    name: 'victim-selector',
    text: 'healing: only pods of the workload with these labels are killed.',
    setting: 'victimSelector',
  },
  {
    name: 'victim-container',
    text: 'healing: container that kill: container kills.',
    standard: 'the first',
    setting: 'victimContainer',
  },
  {
    name: 'scale-from',
    text: 'scaling: replicas before.',
    standard: '1, or those of the target',
    setting: 'scaleFrom',
  },
  { name: 'scale-to', text: 'scaling: replicas asked for.', setting: 'scaleTo' },
  {
    name: 'allow-hpa',
    text: 'true: scale also where a HorizontalPodAutoscaler scales the workload.',
    standard: 'false',
    setting: 'allowHpa',
  },
  { name: 'burst', text: 'pod-start: pods started at once.', standard: '1', setting: 'burst' },
  {
    name: 'confirm',
    text: 'true: allow killing pods, scaling workloads and changing objects on a cluster that the action did not create, and silencing alerts.',
    standard: 'false',
    setting: 'confirm',
  },
  {
    name: 'allow-kube-namespaces',
    text: 'true: healing and scaling also in a namespace whose name begins with kube-.',
    standard: 'false',
    setting: 'allowKubeNamespaces',
  },
];
