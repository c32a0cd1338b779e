import type { Experiment } from '../experiment.ts';
import { foldTowards } from '../fold/folding.ts';
import { newPodsGoal } from '../new-pods/goal.ts';
import { newPodsLabels } from '../new-pods/labels.ts';
import { probesEach } from '../new-pods/needs.ts';
import { recordNewPods } from '../new-pods/record.ts';
import { noNewPods } from '../new-pods/state.ts';

/** Creates several pods at once with a Service, and waits for each of them and the Service. */
export const burst: Experiment = {
  name: 'pod-start',
  fits: ({ experiment, burst: pods }) => experiment === 'pod-start' && pods > 1,
  totalMeasure: 'total',
  labels: {
    ...newPodsLabels,
    request: 'first create request',
    one: 'start',
    tooSlow: { total: 'starts too slowly', ready: 'becomes Ready too slowly' },
  },
  disturbs: null,
  awaitsEachPod: true,
  begin({ probe }, { expectedPods }) {
    const spec = { pods: expectedPods, asksPods: probe.askPod, asksService: true };
    return foldTowards(newPodsGoal, noNewPods(spec), recordNewPods);
  },
  needs: probesEach,
  identity: ({ burst: pods }) => ({ burst: pods }),
  summarize: () => ({}),
};
