import type { Problem } from '../errors.ts';
import { experimentOf } from '../experiments/registry.ts';
import type { Scenario } from '../plan.ts';
import type { RunInput } from './input.ts';

/** What the run says of where it works. */
export interface RunPlace {
  namespace: string | undefined;
  allowKubeNamespaces: boolean;
}

/** Experiments that disturb a workload work where they were told to, and not on the cluster's own workloads. */
export function disturbingProblems(
  scenarios: readonly Scenario[],
  { namespace, allowKubeNamespaces }: RunPlace,
  { nameOf }: Pick<RunInput, 'nameOf'>,
): Problem[] {
  const disturbing = scenarios.filter((scenario) => experimentOf(scenario).disturbs !== null);
  const problems: Problem[] = [];
  const target = disturbing.find(({ workload }) => workload.kind === 'target');
  if (target !== undefined && namespace === undefined)
    problems.push({
      field: nameOf('namespace'),
      message: `is missing: the target of scenario ${target.name} exists already, so its namespace must be named`,
      fix: 'name the namespace it is in',
    });
  if (disturbing.length > 0 && namespace?.startsWith('kube-') === true && !allowKubeNamespaces)
    problems.push({
      field: nameOf('namespace'),
      value: namespace,
      message: 'is a namespace of the cluster itself, where healing and scaling would disturb it',
      fix: `name another one, or set ${nameOf('allowKubeNamespaces')} where that is what you want`,
    });
  return problems;
}
