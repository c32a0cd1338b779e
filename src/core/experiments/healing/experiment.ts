import { needsOn, type Need } from '../../permissions/need.ts';
import type { Scenario } from '../../plan.ts';
import { outageSummary } from '../../summary.ts';
import type { Experiment, NeedsPlace } from '../experiment.ts';
import { foldTowards } from '../fold/folding.ts';
import { controllerKinds } from '../names.ts';
import { healingGoal } from './goal.ts';
import { recordHealing } from './record.ts';
import { newHealing } from './state.ts';

/** Kills a pod, and waits until the full set is Ready and the Service answers again. */
export const healing: Experiment = {
  name: 'healing',
  fits: ({ experiment }) => experiment === 'healing',
  totalMeasure: 'heal',
  labels: {
    total: 'time to heal',
    ready: 'full set Ready',
    short: { total: 'time to heal', ready: 'full set Ready' },
    request: 'kill request',
    one: 'iteration',
    median: 'healing',
    tooSlow: { total: 'heals too slowly', ready: 'heals too slowly' },
  },
  disturbs: { act: 'kills pods', controllers: controllerKinds, atLeast: 1 },
  awaitsEachPod: false,
  begin({ healing: plan }, spec) {
    const kill = plan?.kill ?? 'delete';
    return foldTowards(healingGoal, newHealing(spec), (state, observations, context) =>
      recordHealing(state, observations, context, kill),
    );
  },
  needs: healingNeeds,
  identity: ({ experiment, healing: plan }) => ({ experiment, healing: plan }),
  summarize({ healing: plan }, iterations) {
    if (plan === null) return {};
    const { kill, pick } = plan;
    return { healing: { kill, pick, ...outageSummary(iterations) } };
  },
};

function healingNeeds({ healing: plan }: Scenario, { namespace, hasNodeAccess }: NeedsPlace): Need[] {
  const purpose = { namespace, level: 'required' } as const;
  const deleting = needsOn('', 'pods', ['delete'], { ...purpose, why: 'pods are killed' });
  if (plan?.kill !== 'container' || hasNodeAccess) return deleting;
  // A command goes over a WebSocket: `get` up to Kubernetes 1.34, `create` as well from 1.35 on.
  const why = 'kill: container runs a command in it';
  return [...deleting, ...needsOn('', 'pods/exec', ['get', 'create'], { ...purpose, why })];
}
