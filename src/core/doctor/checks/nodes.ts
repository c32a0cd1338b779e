import { fewerNodesHint, noNodeTakes, tooManyNodes } from '../../node-helper.ts';
import { sentenceOf } from '../../sentence.ts';
import { info, judgedBy, problem, warning, type Judgement } from '../judgement.ts';
import type { Finding } from '../finding.ts';

export interface NodeLook {
  name: string;
  ready: boolean;
  /** Whether pods without tolerations may be scheduled to it. */
  schedulable: boolean;
  architecture: string;
  runtime: string;
  kubeletVersion: string;
}

/** From how many nodes a helper would remove the images of a scenario. */
export interface ImageRemoval {
  scenario: string;
  nodes: number;
  /** On more it is refused. */
  most: number;
}

export interface NodesFacts {
  nodes: readonly NodeLook[];
  /** By pods on the nodes; empty if no plan needs them. */
  removals: readonly ImageRemoval[];
}

export function checkNodes({ nodes, removals }: NodesFacts): Judgement {
  const ready = nodes.filter((node) => node.ready);
  const usable = ready.filter(({ schedulable }) => schedulable);
  const parts = [
    `${ready.length} of ${nodes.length} Ready`,
    ...distinct(nodes.map(({ architecture }) => architecture)),
    ...distinct(nodes.map(({ runtime }) => runtime)),
    ...distinct(nodes.map(({ kubeletVersion }) => `kubelet ${kubeletVersion}`)),
  ];
  return judgedBy(parts.join(', '), [
    ...(usable.length === 0 ? [nowhere(ready.length)] : []),
    ...nodes.filter((node) => !node.ready).map(notReady),
    ...mixed(usable),
    ...removals.map(removal),
  ]);
}

function nowhere(ready: number): Finding {
  return ready === 0
    ? problem('no node is Ready, so no pod starts', 'Look at the nodes: kubectl describe nodes.')
    : problem(
        'no Ready node takes pods: all are cordoned or tainted',
        'Uncordon one, or give the pod tolerations.',
      );
}

function notReady({ name }: NodeLook): Finding {
  return warning(
    `node ${name} is not Ready`,
    `A start that lands on it ends as invalid. kubectl describe node ${name} tells why.`,
  );
}

function removal({ scenario, nodes, most }: ImageRemoval): Finding {
  if (nodes === 0)
    return problem(
      noNodeTakes(scenario),
      'Look at its node selector, affinity and tolerations, and at the taints of the nodes.',
    );
  return nodes > most
    ? problem(tooManyNodes(scenario, nodes, most), sentenceOf(fewerNodesHint))
    : info(`the images of ${scenario} are removed by node helpers; nodes that may take its pods: ${nodes}`);
}

function mixed(nodes: readonly NodeLook[]): Finding[] {
  const architectures = distinct(nodes.map(({ architecture }) => architecture));
  if (architectures.length < 2) return [];
  return [
    info(
      `pods may land on ${architectures.join(' or ')}: the image has to be there for all, and times differ`,
      'A nodeSelector on kubernetes.io/arch in a manifest keeps them apart.',
    ),
  ];
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((text) => text !== '').sort();
}
