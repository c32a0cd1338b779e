import type { Manifest, ScalingPlan, Scenario } from '../plan.ts';
import { warnOfOrder } from './burst.ts';
import { groupOf } from './cluster-scoped.ts';
import { describeObject } from './manifests.ts';
import { groupKindOf } from './object-kinds.ts';
import { getIn } from './paths.ts';
import type { ScenarioDraft } from './scenario-draft.ts';

/** What is to be scaled can be, and by us alone. */
export function checkScaled(
  draft: ScenarioDraft,
  scaling: ScalingPlan | null,
  workload: Scenario['workload'],
  setup: readonly Manifest[],
): void {
  if (scaling === null) return;
  if (workload.kind === 'target' && workload.controller === 'DaemonSet')
    draft.refuse(['workload', 'target'], {
      value: `daemonset/${workload.name}`,
      message: 'cannot be scaled: a DaemonSet has a pod on every node',
      fix: 'name a Deployment or a StatefulSet',
    });
  if (workload.kind !== 'manifest') return;
  const scaled = workload.manifests.find(({ object }) => isScaled(object));
  if (scaled === undefined) return;
  if (!scaling.allowHpa) refuseAutoscaler(draft, scaled, [...setup, ...workload.manifests]);
  warnOfOrder(draft, ['workload', 'manifest'], scaled);
}

function isScaled(object: Manifest['object']): boolean {
  return ['apps/Deployment', 'apps/StatefulSet'].includes(groupKindOf(object));
}

function refuseAutoscaler(draft: ScenarioDraft, scaled: Manifest, manifests: readonly Manifest[]): void {
  const { kind, metadata } = scaled.object;
  const autoscaler = manifests.find(({ object }) => {
    const isOne = object.kind === 'HorizontalPodAutoscaler' && groupOf(object.apiVersion) === 'autoscaling';
    const of = ['spec', 'scaleTargetRef'];
    return (
      isOne && getIn(object, [...of, 'kind']) === kind && getIn(object, [...of, 'name']) === metadata.name
    );
  });
  if (autoscaler === undefined) return;
  draft.refuse(['workload', 'manifest'], {
    message: `${describeObject(autoscaler.object)} scales ${describeObject(scaled.object)}, and would undo what the experiment does`,
    fix: 'leave the autoscaler out, or allow it with scaling.allowHpa',
  });
}
