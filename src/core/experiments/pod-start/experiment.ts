import type { Experiment } from '../experiment.ts';
import { foldTowards } from '../fold/folding.ts';
import { podStartGoal } from './goal.ts';
import { recordPodStart } from './record.ts';
import { newPodStart } from './state.ts';

/** Creates a workload with its Service, and waits until it answers. */
export const podStart: Experiment = {
  name: 'pod-start',
  fits: ({ experiment, burst }) => experiment === 'pod-start' && burst <= 1,
  totalMeasure: 'total',
  labels: {
    total: 'time to first answer',
    ready: 'time to Ready',
    short: { total: 'first answer', ready: 'Ready' },
    request: 'first create request',
    one: 'start',
    median: 'start',
    tooSlow: { total: 'starts too slowly', ready: 'becomes Ready too slowly' },
  },
  disturbs: null,
  awaitsEachPod: false,
  begin: (_scenario, spec) => foldTowards(podStartGoal, newPodStart(spec), recordPodStart),
  needs: () => [],
  // Nothing, so that results of earlier versions still fit.
  identity: () => ({}),
  summarize: () => ({}),
};
