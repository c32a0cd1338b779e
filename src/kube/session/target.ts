import type { V1PodSpec, V1Service } from '@kubernetes/client-node';
import { usageError, type Problem } from '../../core/errors.ts';
import type { Scenario, TargetWorkload } from '../../core/plan.ts';
import { clusterError, hasStatus, type ApiClient } from '../api/api.ts';
import { resourcePath } from '../api/paths.ts';
import {
  controllerPath,
  selectorText,
  type ControllerObject,
  type ControllerRef,
} from '../workload/controller.ts';
import type { RunContext } from './run-context.ts';
import { RunWatch } from '../observe/run-watch.ts';
import { targetScope } from '../observe/watch-scope.ts';

/** A workload that is there already, and the Service in front of it. */
export interface Target {
  controller: ControllerRef;
  service: V1Service;
  podSpec: V1PodSpec;
  /** Of its pods, as a query has it. */
  podSelector: string;
}

/** @throws PodStartSloError usage where it is not there, all at once; cluster */
export async function findTarget(
  api: ApiClient,
  namespace: string,
  { workload, probe, name }: Scenario & { workload: TargetWorkload },
  signal: AbortSignal,
): Promise<Target> {
  const controller = { kind: workload.controller, name: workload.name };
  const serviceName = probe.service ?? workload.name;
  const [found, service] = await Promise.all([
    look<ControllerObject>(api, controllerPath(namespace, controller), signal),
    look<V1Service>(api, resourcePath({ namespace, resource: 'services', name: serviceName }), signal),
  ]);
  if (found === null || service === null) {
    const where = `namespace ${namespace} has none of this name`;
    const problems: Problem[] = [];
    if (found === null)
      problems.push({
        field: `target of scenario ${name}`,
        value: `${controller.kind.toLowerCase()}/${controller.name}`,
        message: where,
        fix: 'name a Deployment, StatefulSet or DaemonSet that is there',
      });
    if (service === null)
      problems.push({
        field: `service of scenario ${name}`,
        value: serviceName,
        message: where,
        fix: 'name the Service in front of the workload',
      });
    throw usageError(problems);
  }
  const { selector, template } = found.spec;
  return {
    controller,
    service,
    podSpec: template.spec as unknown as V1PodSpec,
    podSelector: selectorText(selector),
  };
}

export function isTarget(scenario: Scenario): scenario is Scenario & { workload: TargetWorkload } {
  return scenario.workload.kind === 'target';
}

/** Of what is there already, which nothing else of the run is about. */
export function watchTarget(target: Target, context: RunContext): RunWatch {
  const scope = targetScope({ ...target, serviceName: target.service.metadata?.name ?? '' });
  return new RunWatch({ ...context, scope });
}

async function look<T>(api: ApiClient, path: string, signal: AbortSignal): Promise<T | null> {
  try {
    return (await api.request<T>({ method: 'GET', path, signal })).body;
  } catch (error) {
    if (hasStatus(error, 404)) return null;
    throw clusterError(error, `looking for the target`);
  }
}
