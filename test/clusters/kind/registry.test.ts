import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Scenario } from '../../../src/core/plan.ts';
import { removeEnded } from '../../../src/clusters/own/sweep.ts';
import { startCluster } from '../../../src/clusters/lifecycle.ts';
import type { KindSettings } from '../../../src/clusters/kind/settings.ts';
import { endedHolder } from '../ended-holder.ts';
import { standIns, type StandIns } from '../stand-in.ts';

const { signal } = new AbortController();
const settings: KindSettings = {
  ...{
    program: 'kind',
    name: 'slo',
    nodeImage: null,
    kubernetesVersion: null,
    config: null,
    waitMs: 5000,
    keep: false,
  },
  ...{
    isThere: false,
    onCreating: null,
    logs: 'on-failure',
    logsFolder: null,
    release: { version: 'v0.33.0', sha256: null },
  },
  registry: { port: 5001, image: 'registry:2' },
  loadImages: ['localhost:5001/app:pr', 'other:1'],
};

function provider(stand: StandIns, more: Partial<KindSettings> = {}) {
  const deps = { report: () => undefined, env: stand.env, needsLoadBalancer: 'no' } as const;
  const choice = { kind: 'kind' as const, ...settings, ...more };
  return { start: (until: AbortSignal) => startCluster(choice, deps, until) };
}

const hasRegistry = (stand: StandIns): boolean => existsSync(join(stand.folder, 'registry'));
const folders = (): string[] =>
  readdirSync(tmpdir()).filter((each) => each.startsWith('pod-start-slo-kind-slo-'));

it.each(['docker', 'podman', 'nerdctl'])(
  'with %s the registry is made, wired, filled and removed',
  async (engine) => {
    using stand = standIns({ KIND_EXPERIMENTAL_PROVIDER: engine }, ['kind', engine]);
    const started = await provider(stand).start(signal);
    expect(hasRegistry(stand)).toBe(true);
    const ran = stand.ran();
    const insecure = engine === 'podman' ? '--tls-verify=false ' : '';
    expect(ran).toContain(`${engine} push ${insecure}-- localhost:5001/app:pr`);
    expect(ran).toContain(`${engine} network connect kind slo-registry`);
    expect(ran.filter((line) => line.includes('hosts.toml')).length).toBe(1);
    expect(ran.some((line) => line.includes('create configmap local-registry-hosting'))).toBe(true);
    const loaded = ran.filter((line) => /^kind load /.test(line));
    expect(loaded).toEqual([
      engine === 'docker'
        ? 'kind load docker-image --name slo -- other:1'
        : expect.stringMatching(/^kind load image-archive --name slo -- .*image.tar$/),
    ]);
    await started.imageCache?.remove(['app'], {} as Scenario, signal);
    expect(stand.ran()).toContain(`${engine} exec slo-control-plane crictl rmi sha256:app`);
    expect(await started.stop(signal)).toEqual([]);
    expect([...stand.clusters(), ...folders(), hasRegistry(stand)]).toEqual([false]);
  },
);

it('a port that is taken is found before there is a cluster, and nothing is left', async () => {
  using stand = standIns({ FAIL: 'registry' });
  await expect(provider(stand).start(signal)).rejects.toThrow('port is already allocated');
  expect(stand.ran().filter((line) => line.startsWith('kind create'))).toEqual([]);
  expect([...stand.clusters(), ...folders(), hasRegistry(stand)]).toEqual([false]);
});

it('a cluster that fails half-way leaves no registry', async () => {
  using stand = standIns({ FAIL: 'create' });
  await expect(provider(stand).start(signal)).rejects.toThrow('no space left');
  expect([...stand.clusters(), ...folders(), hasRegistry(stand)]).toEqual([false]);
});

it('what a killed process left is deleted with the cluster, by what main has said of it alone', async () => {
  using stand = standIns();
  let owner = '';
  const onCreating = (_: string, of: string): Promise<void> => {
    owner = of;
    return Promise.resolve();
  };
  await provider(stand, { onCreating }).start(signal);
  expect(hasRegistry(stand)).toBe(true);
  endedHolder('kind', 'slo');
  const cluster = { provider: 'kind', name: 'slo' } as const;
  expect(await removeEnded({ ...cluster, owner: 'somebody else' }, { env: stand.env, signal })).toEqual([]);
  expect([...stand.clusters(), hasRegistry(stand)]).toEqual(['slo', true]);
  expect(await removeEnded({ ...cluster, owner }, { env: stand.env, signal })).toEqual([]);
  expect([...stand.clusters(), ...folders(), hasRegistry(stand)]).toEqual([false]);
});

it('one that is not there is told of, with what to do', async () => {
  using stand = standIns();
  const starting = provider(stand, { registry: { port: 5001, image: null } }).start(signal);
  await expect(starting).rejects.toMatchObject({
    code: 'usage',
    facts: { problems: [{ field: '--registry', value: 'localhost:5001' }] },
  });
  expect(stand.clusters()).toEqual([]);
});
