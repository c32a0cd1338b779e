import { groupOf } from '../config/cluster-scoped.ts';
import { describeObject } from '../config/manifests.ts';
import type { Problem } from '../errors.ts';
import type { Manifest } from '../plan.ts';
import { literalParts, type PolicyPlan } from './plan.ts';
import type { PolicyScenario, PolicyStep } from './policy.ts';

/** The steps that may delete what was there before, which is done on a cluster of somebody else's only when confirmed. */
export function stepsToConfirm(plan: PolicyPlan, confirmField: string): Problem[] {
  return literalParts(plan).flatMap(({ scenario }) =>
    scenario.steps.flatMap((step, index) => {
      const what = deletes(step, scenario, index);
      if (what === null) return [];
      return [
        {
          field: `${scenario.place}.steps[${index}]`,
          message: `${what}, on a cluster that was there before`,
          fix: `confirm it with ${confirmField}, or run it on a cluster of its own: --cluster kind`,
        },
      ];
    }),
  );
}

function deletes(step: PolicyStep, scenario: PolicyScenario, index: number): string | null {
  if (step.kind === 'podAction') {
    return step.actions.some(({ kind }) => kind === 'kill') ? 'kills pods' : null;
  }
  if (step.kind !== 'kubectl' || step.action !== 'delete') return null;
  const applied = scenario.steps.slice(0, index).flatMap(appliedBy);
  const foreign = step.manifests.filter((manifest) => !applied.includes(identityOf(manifest)));
  if (foreign.length === 0) return null;
  return `deletes ${foreign.map(({ object }) => describeObject(object)).join(', ')}, which it has not applied before`;
}

function appliedBy(step: PolicyStep): string[] {
  return step.kind === 'kubectl' && step.action === 'apply' ? step.manifests.map(identityOf) : [];
}

function identityOf({ object }: Manifest): string {
  const { name, namespace = '' } = object.metadata;
  return [groupOf(object.apiVersion), object.kind, namespace, name].join('\n');
}
