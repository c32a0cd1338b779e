import { groupOf, isClusterScoped } from '../core/config/cluster-scoped.ts';
import { describeObject } from '../core/config/manifests.ts';
import type { Problem } from '../core/errors.ts';
import type { Manifest } from '../core/plan.ts';
import { printableUrl } from '../core/printable-value.ts';
import { literalParts, type PolicyPlan } from '../core/steps/plan.ts';
import type { KubectlStep, PolicyScenario, PolicyStep } from '../core/steps/policy.ts';
import { isSystemNamespace } from '../core/steps/select-pods.ts';

export interface ConfirmRules {
  /** Where documents go that name no namespace; null where only the cluster's context says it. */
  namespace: string | null;
  /** Whether nobody but the run has anything in the cluster. */
  isOwnCluster: boolean;
  /** How the confirmation is given: `--yes`. */
  confirmField: string;
}

/**
 * The steps that may change or delete what is not the run's own, as far as the policy alone tells; each has to be
 * confirmed. That an object is there already is found out later, in the cluster.
 */
export function stepsToConfirm(plan: PolicyPlan, rules: ConfirmRules): Problem[] {
  return literalParts(plan).flatMap(({ scenario }) =>
    scenario.steps.flatMap((step, index) => {
      const field = `${scenario.place}.steps[${index}]`;
      const confirm = `confirm it with ${rules.confirmField}`;
      // An Alertmanager is no part of the cluster, whoever has created that.
      if (step.kind === 'alertManagerAction' && step.mutes.length > 0)
        return [{ field, message: mutes(step), fix: `${confirm}, or remove the step` }];
      if (rules.isOwnCluster) return [];
      return disturbances(step, scenario, index, rules.namespace).map((what) => ({
        field,
        message: `${what}, on a cluster that the run did not create`,
        fix: `${confirm}, or run it on a cluster of its own: --cluster kind`,
      }));
    }),
  );
}

function mutes({ targets, mutes: all }: Extract<PolicyStep, { kind: 'alertManagerAction' }>): string {
  const longest = Math.max(...all.map(({ durationSeconds }) => durationSeconds));
  return `silences all alerts of ${targets.map(printableUrl).join(', ')}, for up to ${longest} s`;
}

function disturbances(
  step: PolicyStep,
  scenario: PolicyScenario,
  index: number,
  namespace: string | null,
): string[] {
  if (step.kind === 'podAction')
    return step.actions.some(({ kind }) => kind === 'kill') ? ['kills pods'] : [];
  if (step.kind !== 'kubectl') return [];
  const verb = step.action === 'apply' ? 'applies' : 'deletes';
  const beyond = step.manifests.filter(({ object }) => isBeyond(object, namespace));
  const where =
    beyond.length === 0 ? [] : [`${verb} ${namesOf(beyond)}, cluster-scoped or in a kube-* namespace`];
  const foreign = step.action === 'delete' ? foreignOf(step, scenario, index) : [];
  if (foreign.length === 0) return where;
  return [`deletes ${namesOf(foreign)}, which it has not applied before`];
}

/** Of no namespace, or of one that the cluster itself works in. */
function isBeyond({ apiVersion, kind, metadata }: Manifest['object'], usual: string | null): boolean {
  return isClusterScoped(apiVersion, kind) || isSystemNamespace(metadata.namespace ?? usual ?? '');
}

function foreignOf(step: KubectlStep, scenario: PolicyScenario, index: number): Manifest[] {
  const applied = scenario.steps.slice(0, index).flatMap(appliedBy);
  return step.manifests.filter((manifest) => !applied.includes(identityOf(manifest)));
}

function namesOf(manifests: readonly Manifest[]): string {
  return manifests
    .map(({ object }) => {
      const { namespace } = object.metadata;
      return `${describeObject(object)}${namespace === undefined ? '' : ` in ${namespace}`}`;
    })
    .join(', ');
}

function appliedBy(step: PolicyStep): string[] {
  return step.kind === 'kubectl' && step.action === 'apply' ? step.manifests.map(identityOf) : [];
}

function identityOf({ object }: Manifest): string {
  const { name, namespace = '' } = object.metadata;
  return [groupOf(object.apiVersion), object.kind, namespace, name].join('\n');
}
