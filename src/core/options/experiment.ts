import { experimentNames, killMethods, targetPodChoices } from '../experiments/names.ts';
import { ofRun, ofScenario } from './option.ts';

const labelPair =
  /^[A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?=([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)?(,[A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?=([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)?)*$/;

/** What one iteration does. */
export const experiment = {
  experiment: ofScenario('experiment', {
    type: ['oneOf', experimentNames],
    default: 'pod-start',
    help: '`pod-start`, `healing` (kill a pod, wait until the full set is Ready again) or `scaling` (raise the replicas, wait until every new pod answers)',
    more: '`pod-start` creates the workload and its Service, waits until HTTP answers, and deletes both.',
    cli: { value: 'WHAT' },
  }),
  target: ofScenario('workload.target', {
    type: [
      'text',
      'must be a kind and a name, for instance deployment/web; kinds: deployment, statefulset, daemonset',
      /^(deployment|statefulset|daemonset)\/[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/,
    ],
    help: '`healing`, `scaling`: existing workload such as `deployment/web`; needs `namespace`',
    more: 'It is restored afterwards and never deleted. `probe.service` names the Service in front; default: the name of the workload. Excludes all other keys of `workload`.',
    examples: ['deployment/web'],
    describesWorkload: true,
    cli: { value: 'KIND/NAME' },
  }),
  replicas: ofScenario('workload.replicas', {
    type: ['wholeNumber', 1, 1000],
    default: 1,
    help: '`healing`: pods of the Deployment that the run creates for `image`',
    describesWorkload: true,
    cli: { value: 'N' },
  }),
  kill: ofScenario('healing.kill', {
    type: ['oneOf', killMethods],
    default: 'delete',
    help: '`healing`: `delete` (with grace period), `force` (at once) or `container` (killed in place, the pod stays)',
    cli: { value: 'HOW' },
  }),
  pick: ofScenario('healing.pick', {
    type: ['oneOf', targetPodChoices],
    default: 'random',
    help: '`healing`: which pod is killed, `random` (seeded) or `oldest`',
    cli: { value: 'WHICH' },
  }),
  victimSelector: ofScenario('healing.selector', {
    type: ['text', 'must be labels, for instance "app=web,tier=front"', labelPair],
    help: '`healing`: only pods of the workload with these labels are killed',
    examples: ['role=replica'],
    cli: { value: 'LABELS' },
  }),
  victimContainer: ofScenario('healing.container', {
    type: ['text', 'must be the name of a container', /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/],
    help: '`healing`: container that `kill: container` kills',
    otherwise: 'the first',
    cli: { value: 'NAME' },
  }),
  scaleFrom: ofScenario('scaling.from', {
    type: ['wholeNumber', 0, 1000],
    help: '`scaling`: replicas before',
    otherwise: '1, or those of the target',
    cli: { flag: 'from', value: 'N' },
  }),
  scaleTo: ofScenario('scaling.to', {
    type: ['wholeNumber', 1, 1000],
    help: '`scaling`: replicas afterwards; more than `from`',
    cli: { flag: 'to', value: 'N' },
  }),
  allowHpa: ofScenario('scaling.allowHpa', {
    type: ['yesOrNo'],
    default: false,
    help: '`scaling`: scale a workload even if a HorizontalPodAutoscaler scales it too',
    more: 'The two may disagree.',
    cli: {},
  }),
  burst: ofScenario('burst', {
    type: ['wholeNumber', 1, 1000],
    default: 1,
    help: '`pod-start`: pods started at once behind the Service',
    cli: { value: 'N' },
  }),
  confirm: ofRun('confirm', {
    type: ['yesOrNo'],
    default: false,
    help: 'allow killing pods, scaling workloads and changing objects on a cluster this run did not create, and silencing alerts',
    more: 'Required there for healing, scaling and policies. In the action the workflow must say it as well.',
    cli: { flag: 'yes' },
  }),
  allowKubeNamespaces: ofRun('allowKubeNamespaces', {
    type: ['yesOrNo'],
    default: false,
    help: 'allow healing and scaling in a namespace whose name begins with `kube-`',
    cli: {},
  }),
} as const;
