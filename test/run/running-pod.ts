import type { ContainerFacts, PodFacts } from '../../src/core/observation.ts';

export const runningContainer: ContainerFacts = {
  name: 'app',
  image: 'app:1',
  init: false,
  ready: true,
  state: 'running',
  reason: null,
  message: null,
  exitCode: null,
  lastExit: null,
  restartCount: 0,
};

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
  containers: [runningContainer],
};
