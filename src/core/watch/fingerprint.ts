import type { Plan, Scenario } from '../plan.ts';
import { limitsOf } from './limits.ts';
import { watchedParts } from '../steps/watched.ts';
import type { WatchPlan } from './plan.ts';

/**
 * What has to be equal for a window to go on after a restart: what is started, how it is asked, and what is promised.
 * How often, and for how long a window, may change.
 */
export function watchFingerprint(plan: Plan, watch: WatchPlan, sha256: (text: string) => string): string {
  const facts = plan.scenarios.map((scenario) => ({
    ...startOf(scenario),
    limits: limitsOf(watch, scenario).map(({ name, objective }) => [name, objective.expression]),
  }));
  const taken = plan.scenarios.map(({ name }) => name);
  const ofPolicy = plan.policy === undefined ? [] : watchedParts(plan.policy, taken);
  const steps = ofPolicy.map(({ name, scenario }) => ({ name, steps: scenario.steps }));
  return sha256(JSON.stringify([...facts, ...steps])).slice(0, 16);
}

function startOf(scenario: Scenario): object {
  const { name, experiment, workload, imagePullPolicy, imageCache, probe, timeoutMs } = scenario;
  const { scheme, path, status, via, service, port } = probe;
  const asked = { scheme, path, status, via, service, port };
  return { name, experiment, workload, imagePullPolicy, imageCache, timeoutMs, asked };
}
