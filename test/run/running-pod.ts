import type { PodFacts } from '../../src/core/observation.ts';

export const runningPod: PodFacts = {
  uid: 'pod',
  name: 'app',
  phase: 'Running',
  reason: null,
  message: null,
  nodeName: 'node',
  podIP: '10.0.0.1',
  restartPolicy: 'Always',
  deleting: false,
  isReplaced: false,
  conditions: { Ready: { status: true, reason: null, message: null } },
  containers: [],
};
