import { describe, expect, it } from 'vitest';
import { readPolicy } from '../../src/powerfulseal/read.ts';

const rules = { allowKubeNamespaces: false, allowField: '--allow-kube-namespaces' };

function problemsOf(text: string) {
  const read = readPolicy({ path: 'p.yml', readText: () => text, field: '--policy', rules });
  return 'problems' in read ? read.problems : [];
}

describe('a policy in another form', () => {
  it.each([
    [
      'a Scenario object',
      'apiVersion: powerfulseal.io/v1\nkind: Scenario\nmetadata: {name: a}\nspec: {name: one, steps: []}\n',
      'is a Scenario object of the PowerfulSeal operator',
      'yq \'{"scenarios": [.spec]}\'',
    ],
    [
      'a ConfigMap',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: p}\ndata:\n  seal.yaml: |\n    scenarios: []\n',
      'is a ConfigMap; the policy is the text in it',
      '.data["seal.yaml"]',
    ],
    [
      'a policy of version 2',
      'config: {minSecondsBetweenRuns: 1}\nnodeScenarios: []\npodScenarios: [{name: one}]\n',
      'is a policy of PowerfulSeal 2',
      'podAction',
    ],
    [
      'another object',
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n',
      'of kind Deployment',
      '-f',
    ],
  ])('is one message that says what to hand over: %s', (_, text, message, fix) => {
    const [problem, ...more] = problemsOf(text);
    expect(more).toEqual([]);
    expect(problem?.field).toBe('p.yml');
    expect(problem?.message).toContain(message);
    expect(problem?.fix).toContain(fix);
  });
});
