import type { Manifest, Scenario } from '../plan.ts';
import { describeObject } from './manifests.ts';
import { getIn } from './paths.ts';
import type { Path } from './paths.ts';
import type { ScenarioDraft } from './scenario-draft.ts';
import { workloadsOf } from './workload-objects.ts';

/** A burst is of one workload: of several it would not be clear which of them it is about. */
export function checkBurst(
  draft: ScenarioDraft,
  burst: number,
  at: Path,
  workload: Scenario['workload'],
): void {
  if (burst === 1 || workload.kind !== 'manifest') return;
  const workloads = workloadsOf(workload.manifests);
  const [only] = workloads;
  if (only === undefined) return;
  if (workloads.length > 1) refuseSeveral(draft, burst, at, workloads);
  else warnOfOrder(draft, at, only);
}

function refuseSeveral(draft: ScenarioDraft, burst: number, at: Path, workloads: readonly Manifest[]): void {
  const names = workloads.map(({ object }) => describeObject(object)).join(', ');
  draft.refuse(at, {
    message: `holds ${workloads.length} workloads (${names}), so it is not clear which of them is started with ${burst} pods`,
    fix: 'leave one Pod, Deployment, StatefulSet or ReplicaSet in it, or remove burst',
  });
}

/** The controller waits for each pod before it makes the next. */
export function warnOfOrder(draft: ScenarioDraft, at: Path, { object }: Manifest): void {
  const isOrdered =
    object.kind === 'StatefulSet' && getIn(object, ['spec', 'podManagementPolicy']) !== 'Parallel';
  if (!isOrdered) return;
  draft.warnings.push({
    field: draft.fieldOf(at),
    message: `${describeObject(object)} starts its pods one after the other, each when the one before is Ready`,
    fix: 'set spec.podManagementPolicy: Parallel where they are to start at once',
  });
}
