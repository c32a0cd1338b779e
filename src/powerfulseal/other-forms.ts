import { isMapping } from '../core/config/paths.ts';
import type { Problem } from '../core/errors.ts';

/** What a file is that holds a policy in a form of its own, and what to hand over; null where it is none of them. */
export function otherForm(root: Record<string, unknown>, field: string): Problem | null {
  if (root['podScenarios'] !== undefined || root['nodeScenarios'] !== undefined) return ofVersion2(field);
  const { kind, apiVersion, scenarios } = root;
  if (typeof kind !== 'string' || typeof apiVersion !== 'string' || scenarios !== undefined) return null;
  if (kind === 'Scenario' && apiVersion.startsWith('powerfulseal.io/')) return ofOperator(field);
  if (kind === 'ConfigMap' && apiVersion === 'v1') return ofConfigMap(root, field);
  return {
    field,
    message: `is a Kubernetes object of kind ${kind}, not a policy`,
    fix: 'hand over a file with the key "scenarios"; Kubernetes objects to measure go to -f (input manifest)',
  };
}

function ofVersion2(field: string): Problem {
  return {
    field,
    message:
      'is a policy of PowerfulSeal 2 (nodeScenarios, podScenarios); version 3 has one list, "scenarios"',
    fix: 'write each scenario with a list of steps: match and filters become podAction.matches and podAction.filters, actions stay podAction.actions (docs/powerfulseal.md)',
  };
}

function ofOperator(field: string): Problem {
  return {
    field,
    message: 'is a Scenario object of the PowerfulSeal operator; a policy has a list of scenarios',
    fix: 'hand over its spec as one of them: yq \'{"scenarios": [.spec]}\' FILE > policy.yml',
  };
}

function ofConfigMap({ data }: Record<string, unknown>, field: string): Problem {
  const keys = isMapping(data) ? Object.keys(data) : [];
  const key = keys.find((each) => /policy|\.ya?ml$/i.test(each)) ?? keys[0] ?? 'policy.yml';
  return {
    field,
    message: 'is a ConfigMap; the policy is the text in it',
    fix: `hand over that text: yq '.data["${key}"]' FILE > policy.yml`,
  };
}
