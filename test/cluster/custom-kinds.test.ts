import { expect, test } from 'vitest';
import { randomBytes } from 'node:crypto';
import type { KubernetesObject } from '../../src/core/plan.ts';
import { cli } from './support/cli.ts';
import { kubectl, leftoversAfter } from './support/kubectl.ts';
import { manifest, pod, service, slowStart } from './support/manifests.ts';
import { measure } from './support/result.ts';

/** Definitions belong to no namespace, so each test has a group of its own. */
function gizmos(): { definition: KubernetesObject; gizmo: KubernetesObject; name: string } {
  const group = `t${randomBytes(4).toString('hex')}.example.com`;
  const name = `gizmos.${group}`;
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
  return {
    name,
    definition: {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name },
      spec: {
        group,
        names: { kind: 'Gizmo', plural: 'gizmos' },
        scope: 'Namespaced',
        versions: [{ name: 'v1', served: true, storage: true, schema }],
      },
    },
    gizmo: { apiVersion: `${group}/v1`, kind: 'Gizmo', metadata: { name: 'app' }, spec: { size: 1 } },
  };
}

test('a definition and an object of its kind stand in one manifest, in any order', async () => {
  const { definition, gizmo, name } = gizmos();
  const objects = manifest(gizmo, service(), pod({ containers: [slowStart()] }), definition);
  const flags = ['-f', '-', '--allow-cluster-scoped', '--iterations', '2'];
  const { code, judged, result, stderr } = await measure(flags, { stdin: objects });
  expect(code, stderr).toBe(0);
  expect(judged.map(({ outcome }) => outcome)).toEqual(['answered', 'answered']);
  expect(await leftoversAfter(30_000, result.runId)).toEqual([]);
  await expect
    .poll(() => kubectl(['get', 'crd', name, '--ignore-not-found', '-o', 'name']), { timeout: 30_000 })
    .toBe('');
});

test('a definition that the cluster has already is not touched, and nothing is started', async () => {
  const { definition, gizmo, name } = gizmos();
  await kubectl(['apply', '-f', '-'], manifest(definition));
  try {
    await kubectl(['wait', '--for=condition=Established', `crd/${name}`, '--timeout=60s']);
    const objects = manifest(definition, gizmo, service(), pod({ containers: [slowStart()] }));
    const { code, stderr } = await cli(['run', '-f', '-', '--allow-cluster-scoped'], { stdin: objects });
    expect(code).toBe(2);
    expect(stderr).toContain(
      `CustomResourceDefinition/${name}: the cluster already has an object of this name`,
    );
    expect(stderr).toContain('remove the document');
    expect(await kubectl(['get', 'crd', name, '-o', 'name'])).toContain(name);
  } finally {
    await kubectl(['delete', 'crd', name, '--wait=false']);
  }
});
