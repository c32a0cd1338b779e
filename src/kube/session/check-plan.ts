import { startedScenarios, type Plan } from '../../core/plan.ts';
import type { Placed } from '../api/objects.ts';
import { own } from '../workload/render.ts';
import { checkObjects } from './check-objects.ts';
import { checkScaling, scalesTarget } from './check-scaling.ts';
import { requireLoadNodes } from '../nodes/load-nodes.ts';
import { LoadPods } from '../nodes/load-pods.ts';
import { placeObjects } from './place-objects.ts';
import type { RunContext } from './run-context.ts';
import { rendered } from './scenario-space.ts';
import { findTarget, isTarget } from './target.ts';

/** Every cluster has it; a dry run in it stands for one in a namespace that is not made yet. */
const standInNamespace = 'default';

/**
 * Everything the cluster can say of a plan's objects before anything is made: that their kinds exist and belong to a
 * namespace, and what its validation refuses.
 * @throws PodStartSloError usage
 */
export async function checkPlan(context: RunContext, plan: Plan, signal: AbortSignal): Promise<void> {
  const namespace = plan.namespace ?? standInNamespace;
  requireLoadNodes(plan, context.nodes);
  const owner = { runId: context.runId, iteration: 'check' };
  const objects = [
    ...plan.setupManifests.map(({ object }) => own(object, namespace, owner)),
    ...startedScenarios(plan).flatMap((scenario) => rendered(scenario, namespace, owner, context.inCluster)),
  ];
  for (const scenario of plan.scenarios.filter(isTarget))
    await findTarget(context.api, namespace, scenario, signal);
  for (const scenario of plan.scenarios.filter(scalesTarget))
    await checkScaling({ ...context, namespace }, scenario, signal);
  const placed = [
    ...(await placeObjects(context, objects, signal)),
    ...(await placeLoads({ ...context, namespace }, plan, signal)),
  ];
  const isStandIn = plan.namespace === null;
  await checkObjects(context.api, placed, { isStandIn, clock: context.clock, signal });
}

/** The same load of several scenarios is checked once. */
async function placeLoads(context: RunContext, plan: Plan, signal: AbortSignal): Promise<Placed[]> {
  const loads = startedScenarios(plan).flatMap(({ condition }) => condition?.load ?? []);
  const distinct = [...new Map(loads.map((load) => [JSON.stringify(load), load])).values()];
  const pods = new LoadPods(context);
  return (await Promise.all(distinct.map((load) => pods.place(load, 0, signal)))).flat();
}
