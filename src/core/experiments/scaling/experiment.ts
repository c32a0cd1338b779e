import { needsOn, type Need } from '../../permissions/need.ts';
import type { Scenario } from '../../plan.ts';
import type { Experiment, NeedsPlace } from '../experiment.ts';
import { foldTowards } from '../fold/folding.ts';
import { newPodsGoal } from '../new-pods/goal.ts';
import { newPodsLabels } from '../new-pods/labels.ts';
import { probesEach } from '../new-pods/needs.ts';
import { recordNewPods } from '../new-pods/record.ts';
import { noNewPods } from '../new-pods/state.ts';

/** Raises the replicas of a workload, and waits for each new pod. */
export const scaling: Experiment = {
  name: 'scaling',
  fits: ({ experiment }) => experiment === 'scaling',
  totalMeasure: 'all',
  labels: {
    ...newPodsLabels,
    request: 'scale request',
    one: 'iteration',
    tooSlow: { total: 'scales too slowly', ready: 'scales too slowly' },
  },
  disturbs: {
    act: 'changes how many pods there are',
    controllers: ['Deployment', 'StatefulSet'],
    atLeast: 0,
  },
  awaitsEachPod: true,
  begin({ probe }) {
    const spec = { pods: null, asksPods: probe.askPod, asksService: false };
    return foldTowards(newPodsGoal, noNewPods(spec), recordNewPods);
  },
  needs: (scenario, place) => [...scalingNeeds(scenario, place), ...probesEach(scenario, place)],
  identity: ({ experiment, scaling: plan }) => ({ experiment, scaling: plan }),
  summarize: () => ({}),
};

function scalingNeeds({ workload }: Scenario, { namespace, plural }: NeedsPlace): Need[] {
  const scale = needsOn('apps', `${plural}/scale`, ['get', 'patch'], {
    namespace,
    level: 'required',
    why: 'the workload is scaled',
  });
  if (workload.kind !== 'target') return scale;
  const autoscalers = needsOn('autoscaling', 'horizontalpodautoscalers', ['list'], {
    namespace,
    level: 'useful',
    why: 'it is unknown whether an autoscaler also scales the workload',
  });
  return [...scale, ...autoscalers];
}
