import { usageError, type Problem } from '../../core/errors.ts';
import type { Scenario, ScalingPlan, TargetWorkload } from '../../core/plan.ts';
import type { Report } from '../../core/ports.ts';
import { clusterError, hasStatus, type ApiClient } from '../api/api.ts';
import { resourcePath } from '../api/paths.ts';
import { Scale } from '../api/scale.ts';

export interface ScalingCheck {
  api: ApiClient;
  namespace: string;
  report: Report;
}

/** Of an autoscaler only what is used here. */
interface Autoscaler {
  metadata: { name: string };
  spec: { scaleTargetRef: { kind: string; name: string } };
}

type ScalesTarget = Scenario & { workload: TargetWorkload; scaling: ScalingPlan };

export function scalesTarget(scenario: Scenario): scenario is ScalesTarget {
  return scenario.scaling !== null && scenario.workload.kind === 'target';
}

/**
 * What the cluster says of a target that is to be scaled, before anything is done to it.
 * @throws PodStartSloError usage where there is nothing to add, or an autoscaler would scale it as well; cluster
 */
export async function checkScaling(
  check: ScalingCheck,
  scenario: ScalesTarget,
  signal: AbortSignal,
): Promise<void> {
  const { kind, name } = refOf(scenario);
  const problems = [
    ...(await fewer(check, scenario, signal)),
    ...(await autoscaled(check, scenario, signal)),
  ];
  if (problems.length === 0) return;
  const field = `target of scenario ${scenario.name}`;
  throw usageError(
    problems.map((problem) => ({ field, value: `${kind.toLowerCase()}/${name}`, ...problem })),
  );
}

type Found = Omit<Problem, 'field' | 'value'>;

function refOf({ workload }: ScalesTarget): { kind: TargetWorkload['controller']; name: string } {
  return { kind: workload.controller, name: workload.name };
}

async function fewer(
  { api, namespace }: ScalingCheck,
  scenario: ScalesTarget,
  signal: AbortSignal,
): Promise<Found[]> {
  const { from, to } = scenario.scaling;
  if (from !== null) return [];
  try {
    const { replicas: has } = await new Scale(api, namespace, refOf(scenario)).read(signal);
    if (to > has) return [];
    const message = `has ${has} replicas already, and ${to} is what it is to be scaled to`;
    return [
      {
        message,
        fix: `scale to at least ${has + 1}, or say with from how many to begin with; "pod-start-slo clean" restores what a killed run has scaled`,
      },
    ];
  } catch (error) {
    throw clusterError(error, 'looking at the scale of the target');
  }
}

async function autoscaled(
  { api, namespace, report }: ScalingCheck,
  scenario: ScalesTarget,
  signal: AbortSignal,
): Promise<Found[]> {
  const { kind, name } = refOf(scenario);
  const note = (message: string): void => report({ kind: 'note', level: 'warning', message });
  const autoscalers = await findAutoscalers(api, namespace, signal);
  if (autoscalers === null) {
    note(
      `horizontal pod autoscalers may not be listed, so it is unknown whether one also scales ${kind} ${name}`,
    );
    return [];
  }
  const names = autoscalers
    .filter(({ spec: { scaleTargetRef } }) => scaleTargetRef.kind === kind && scaleTargetRef.name === name)
    .map(({ metadata }) => metadata.name);
  if (names.length === 0) return [];
  const who = `HorizontalPodAutoscaler ${names.join(', ')}`;
  if (scenario.scaling.allowHpa) {
    note(`${who} also scales ${kind} ${name}: an iteration in which it does is not counted`);
    return [];
  }
  return [
    {
      message: `is scaled by ${who}, which would undo what the experiment does, or be measured with it`,
      fix: 'take another workload, delete the autoscaler meanwhile, or allow it with allowHpa',
    },
  ];
}

/** Null where they may not be listed. */
async function findAutoscalers(
  api: ApiClient,
  namespace: string,
  signal: AbortSignal,
): Promise<readonly Autoscaler[] | null> {
  const path = resourcePath({
    group: 'autoscaling',
    version: 'v2',
    resource: 'horizontalpodautoscalers',
    namespace,
  });
  try {
    const request = { method: 'GET', path, signal } as const;
    return (await api.request<{ items: Autoscaler[] }>(request)).body.items;
  } catch (error) {
    if (hasStatus(error, 401, 403)) return null;
    if (hasStatus(error, 404)) return [];
    throw clusterError(error, 'looking for horizontal pod autoscalers');
  }
}
