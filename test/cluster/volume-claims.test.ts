import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { KubernetesObject } from '../../src/core/plan.ts';
import { cli, startCli } from './support/cli.ts';
import { apply, kubectl, makeNamespace } from './support/kubectl.ts';
import { manifest, service, slowStart, statefulSet } from './support/manifests.ts';
import { measure } from './support/result.ts';

interface Volumes extends AsyncDisposable {
  className: string;
}

/** A class without a provisioner, and volumes of it on the node that can be bound once each, deleted at the end. */
async function makeVolumes(count: number, policy: 'Retain' | 'Delete'): Promise<Volumes> {
  const className = `test-${randomBytes(4).toString('hex')}`;
  const names = Array.from({ length: count }, (_, index) => `${className}-${index}`);
  const storageClass = {
    ...{ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: className } },
    ...{ provisioner: 'kubernetes.io/no-provisioner', volumeBindingMode: 'WaitForFirstConsumer' },
  };
  const volumes = names.map((name) => ({
    ...{ apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name } },
    spec: {
      capacity: { storage: '1Mi' },
      accessModes: ['ReadWriteOnce'],
      storageClassName: className,
      persistentVolumeReclaimPolicy: policy,
      hostPath: { path: `/tmp/${name}`, type: 'DirectoryOrCreate' },
    },
  }));
  await kubectl(
    ['apply', '-f', '-'],
    [storageClass, ...volumes].map((each) => JSON.stringify(each)).join('\n---\n'),
  );
  return {
    className,
    [Symbol.asyncDispose]: async () => {
      await kubectl(['delete', 'storageclass', className, '--ignore-not-found']);
      await kubectl(['delete', 'persistentvolume', ...names, '--ignore-not-found', '--wait=false']);
    },
  };
}

/** A StatefulSet whose pod has a volume of this class. */
function withClaim(storageClassName: string): KubernetesObject {
  const volumeMounts = [{ name: 'data', mountPath: '/data' }];
  const set = statefulSet({ containers: [slowStart([], { volumeMounts })] });
  const resources = { requests: { storage: '1Mi' } };
  const spec = { accessModes: ['ReadWriteOnce'], storageClassName, resources };
  set['spec'] = { ...(set['spec'] as object), volumeClaimTemplates: [{ metadata: { name: 'data' }, spec }] };
  return set;
}

async function claimsIn(namespace: string): Promise<string> {
  return (await kubectl(['get', 'pvc', '-n', namespace, '-o', 'name'])).trim();
}

const twice = ['-f', '-', '--via', 'node-port', '--iterations', '2', '--warmup', '1'];

describe('the claims of a StatefulSet', () => {
  test('are deleted with each start, so that each has a new volume', async () => {
    await using volumes = await makeVolumes(3, 'Delete');
    await using namespace = await makeNamespace();
    const stdin = manifest(service(), withClaim(volumes.className));
    const run = await measure([...twice, '-n', namespace.name], { stdin });
    expect(run.judged.map(({ outcome }) => outcome)).toEqual(['answered', 'answered']);
    const made = [{ name: 'data-web-0', isNew: true }];
    expect(run.judged.map(({ volumeClaims }) => volumeClaims)).toEqual([made, made]);
    expect(run.stdout).toContain('each start had new volume claims');
    expect(await claimsIn(namespace.name)).toBe('');
  });

  test('stay until the end of the run where their volume can be bound once only, and that is said', async () => {
    await using volumes = await makeVolumes(1, 'Retain');
    await using namespace = await makeNamespace();
    const stdin = manifest(service(), withClaim(volumes.className));
    const run = await measure([...twice, '-n', namespace.name], { stdin });
    expect(run.judged.map(({ outcome }) => outcome)).toEqual(['answered', 'answered']);
    expect(run.stderr).toContain('the claim stays until the end of the run');
    expect(run.stdout).toContain('2 of 2 starts reused existing volumes');
    expect(await claimsIn(namespace.name)).toBe('');
  });

  test('that were there before are reused and never deleted', async () => {
    await using volumes = await makeVolumes(1, 'Retain');
    await using namespace = await makeNamespace();
    const spec = {
      accessModes: ['ReadWriteOnce'],
      storageClassName: volumes.className,
      resources: { requests: { storage: '1Mi' } },
    };
    const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data-web-0' }, spec };
    await apply(namespace.name, JSON.stringify(claim));
    const stdin = manifest(service(), withClaim(volumes.className));
    const run = await measure([...twice, '-n', namespace.name], { stdin });
    expect(run.judged[0]?.volumeClaims).toEqual([{ name: 'data-web-0', isNew: false }]);
    expect(await claimsIn(namespace.name)).toBe('persistentvolumeclaim/data-web-0');
  });

  test('that a killed run has left are found by clean', async () => {
    await using volumes = await makeVolumes(1, 'Retain');
    await using namespace = await makeNamespace();
    const stdin = manifest(service(), withClaim(volumes.className));
    const run = startCli(['run', ...twice, '-n', namespace.name], { stdin });
    await expect.poll(() => claimsIn(namespace.name), { timeout: 40_000 }).not.toBe('');
    run.child.kill('SIGKILL');
    await run.ended.catch(() => undefined);
    const cleaned = await cli(['clean', '-n', namespace.name, '--all']);
    expect(cleaned.code).toBe(0);
    await expect.poll(() => claimsIn(namespace.name), { timeout: 40_000 }).toBe('');
  });
});
