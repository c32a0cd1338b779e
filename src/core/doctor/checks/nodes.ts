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

/** The number of nodes on which a helper would remove the images of a scenario. */
export interface ImageRemoval {
  scenario: string;
  nodes: number;
  /** More nodes are refused. */
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
    ? problem('no node is Ready, so no pod can start', 'Check the nodes with kubectl describe nodes.')
    : problem(
        'no Ready node accepts pods: all are cordoned or tainted',
        'Uncordon one, or add tolerations to the pod.',
      );
}

function notReady({ name }: NodeLook): Finding {
  return warning(
    `node ${name} is not Ready`,
    `A start on it ends as invalid. Check it with kubectl describe node ${name}.`,
  );
}

function removal({ scenario, nodes, most }: ImageRemoval): Finding {
  if (nodes === 0)
    return problem(
      noNodeTakes(scenario),
      'Check its node selector, affinity and tolerations, and the taints of the nodes.',
    );
  return nodes > most
    ? problem(tooManyNodes(scenario, nodes, most), sentenceOf(fewerNodesHint))
    : info(`node helpers remove the images of ${scenario}; nodes that accept its pods: ${nodes}`);
}

function mixed(nodes: readonly NodeLook[]): Finding[] {
  const architectures = distinct(nodes.map(({ architecture }) => architecture));
  if (architectures.length < 2) return [];
  return [
    info(
      `pods may run on ${architectures.join(' or ')}: the image must support all of them, and times differ`,
      'Use a manifest with a nodeSelector on kubernetes.io/arch to measure one of them.',
    ),
  ];
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((text) => text !== '').sort();
}
