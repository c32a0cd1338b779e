import type { Level, SectionAt } from './table.ts';

interface Section {
  help: string;
  /** Said of a value that is no mapping. */
  error: string;
}

/** The mappings of the configuration file. */
export const sections: Readonly<Record<SectionAt<Level>, Section>> = {
  workload: {
    help: 'The workload to start: an image, the objects of a manifest, or an existing target.',
    error: 'must be a mapping with the key "image", "manifest" or "target"',
  },
  probe: {
    help: 'The response that counts as an answer, and how the Service is probed.',
    error: 'must be a mapping, for instance { path: /healthz, status: 200 }',
  },
  healing: {
    help: 'What is killed, for `experiment: healing`.',
    error: 'must be a mapping, for instance { kill: force, pick: oldest }',
  },
  scaling: {
    help: 'How far it is scaled, for `experiment: scaling`.',
    error: 'must be a mapping, for instance { from: 1, to: 5 }',
  },
  load: {
    help: 'What keeps the nodes busy in the condition `busy-node`.',
    error: 'must be a mapping, for instance { cpu: 80% }',
  },
  baseline: {
    help: 'What the starts are compared with: one of three. A regression is a violation, with and without objectives.',
    error: 'must be a mapping with the key "image", "manifest" or "result"',
  },
  nodeHelper: {
    help: 'Pods that remove images from nodes which the tool does not reach otherwise, for `imageCache: remove`.',
    error: 'must be a mapping, for instance { allow: true }',
  },
  cluster: {
    help: 'The cluster in which pods are started.',
    error: 'must be a mapping, for instance { provider: kind }',
  },
  watch: {
    help: 'What `pod-start-slo watch` does besides measuring; `run` ignores it.',
    error: 'must be a mapping, for instance { interval: 5m, slo: 30s }',
  },
  reports: {
    help: 'Where the result goes besides files.',
    error: 'must be a mapping, for instance { pushgateway: http://pushgateway:9091 }',
  },
};
