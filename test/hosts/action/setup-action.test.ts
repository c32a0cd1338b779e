import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sweepClusters } from '../../../src/clusters/own/sweep.ts';
import { createdClusters } from '../../../src/core/cluster-names.ts';
import { setupInputs } from '../../../src/hosts/action/inputs.ts';
import { leftovers } from '../../../src/hosts/action/leftovers.ts';
import { postAction } from '../../../src/hosts/action/post-action.ts';
import { setupAction } from '../../../src/hosts/action/setup-action.ts';
import { endedHolder } from '../../clusters/ended-holder.ts';
import { making, standFor } from '../../clusters/making.ts';
import { standIns, type StandIns } from '../../clusters/stand-in.ts';
import { fakeHost, type FakeHost } from './fake-host.ts';

const { signal } = new AbortController();

/** A runner with these programs; inputs that are not given have the defaults of setup/action.yml. */
function hostOf(stand: StandIns, given: Record<string, string> = {}): FakeHost {
  const defaults = Object.fromEntries(setupInputs.map(({ name, default: value = '' }) => [name, value]));
  return fakeHost({ ...defaults, options: 'cluster: { name: slo }', ...given }, stand.env);
}

/** With a kubeconfig that has a secret. */
function withSecret(): StandIns {
  const stand = standIns();
  const path = join(stand.folder, 'made-kubeconfig');
  writeFileSync(path, JSON.stringify({ users: [{ name: 'a', user: { token: 'the-token' } }] }));
  stand.env['MADE_KUBECONFIG'] = path;
  return stand;
}

/** A process with the name of the one that the runner has for a job. */
async function runnerWorker({ folder }: StandIns): Promise<{ pid: number; end: () => Promise<void> }> {
  const path = join(folder, 'Runner.Worker');
  symlinkSync('/bin/sleep', path);
  const child = spawn(path, ['600']);
  await once(child, 'spawn');
  const ended = once(child, 'exit');
  return {
    pid: child.pid ?? 0,
    end: async () => {
      child.kill();
      await ended;
    },
  };
}

describe('The action setup', () => {
  it('creates a cluster of a version, says how to reach it, masks its secrets and leaves it to later steps', async () => {
    using stand = withSecret();
    const host = hostOf(stand, { 'kubernetes-version': '1.36', 'load-images': 'app:1' });
    expect(await setupAction(host)).toBe(0);
    expect(stand.clusters()).toEqual(['slo']);
    expect(host.outputs['cluster-name']).toBe('slo');
    expect(existsSync(host.outputs['kubeconfig'] ?? '')).toBe(true);
    expect(host.masks).toEqual(['the-token']);
    expect(host.groups).toEqual(['kind cluster slo']);
    expect(stand.ran().find((line) => line.startsWith('kind create'))).toContain('kindest/node:v1.36.4@');
    expect(stand.ran()).toContain('kind load docker-image --name slo -- app:1');
  });

  it.each(createdClusters)(
    'creates one of %s, which post deletes after its process has ended',
    async (cluster) => {
      using stand = standIns();
      const host = hostOf(stand, { cluster });
      expect(await setupAction(host)).toBe(0);
      expect(stand.clusters()).toEqual(['slo']);
      endedHolder(cluster, 'slo');
      await postAction(host, leftovers);
      expect([host.annotations, stand.clusters()]).toEqual([[], []]);
      expect(existsSync(host.outputs['kubeconfig'] ?? '')).toBe(false);
    },
  );

  it('is no killed run to the steps after it: neither a run nor clean takes its cluster for one that was left', async () => {
    using stand = standIns();
    await setupAction(hostOf(stand));
    endedHolder('kind', 'slo');
    const [kind] = making;
    if (kind === undefined) throw new Error('no kind');
    const next = standFor({ ...kind, name: 'theirs' }, stand);
    await (await next.provider.start(signal)).stop(signal);
    expect(next.warnings).toEqual([]);
    expect(await sweepClusters({ env: stand.env, signal })).toEqual({ deleted: [], left: [] });
    expect(stand.clusters()).toEqual(['slo']);
  });

  it('creates a cluster that clean deletes once the job has ended without its post step, and not before', async () => {
    using stand = standIns();
    const worker = await runnerWorker(stand);
    try {
      expect(await setupAction({ ...hostOf(stand), parentPid: worker.pid })).toBe(0);
      endedHolder('kind', 'slo');
      expect(await sweepClusters({ env: stand.env, signal })).toEqual({ deleted: [], left: [] });
      expect(stand.clusters()).toEqual(['slo']);
    } finally {
      await worker.end();
    }
    expect(await sweepClusters({ env: stand.env, signal })).toEqual({
      deleted: [expect.stringMatching(/^kind cluster slo .* of a job that has not deleted it yet/)],
      left: [],
    });
    expect(stand.clusters()).toEqual([]);
  });

  it('names the command that deletes a cluster of which nobody knows whether its job is over', async () => {
    using stand = standIns();
    await setupAction(hostOf(stand));
    endedHolder('kind', 'slo');
    const next = hostOf(stand);
    expect(await setupAction(next)).toBe(1);
    expect(next.annotations[0]?.message).toContain(
      'delete the cluster with "kind delete cluster --name slo"',
    );
    expect(stand.clusters()).toEqual(['slo']);
  });

  it('leaves one that is to be kept to the user, and gives its name back', async () => {
    using stand = standIns();
    const options = 'cluster: { name: slo, keep: true }';
    const host = hostOf(stand, { options });
    expect(await setupAction(host)).toBe(0);
    await postAction(host, leftovers);
    expect(stand.clusters()).toEqual(['slo']);
    expect(await setupAction(hostOf(stand, { options }))).toBe(1);
    expect(stand.ran().filter((line) => line.startsWith('kind create'))).toHaveLength(1);
  });

  it.each<[string, Record<string, string>, string]>([
    [
      'no cluster that can be created',
      { cluster: 'existing' },
      'must be kind, minikube or k3d: this action creates a cluster (got "existing")',
    ],
    ['auto', { cluster: 'auto' }, 'must be kind, minikube or k3d'],
    ['a cluster that exists', { options: 'cluster: { use: mine }' }, 'names a cluster that exists'],
    ['what is measured', { options: 'defaults: { warmup: 1 }' }, 'takes only the key cluster'],
    ['a key that is unknown', { options: 'cluster: { nam: slo }' }, 'unknown key'],
    ['a version that kind has no image for', { 'kubernetes-version': '1.20' }, 'has no node image'],
  ])('refuses %s before anything is created', async (_, given, message) => {
    using stand = standIns();
    const host = hostOf(stand, given);
    expect(await setupAction(host)).toBe(1);
    expect(host.annotations).toEqual([
      { level: 'error', title: 'Wrong inputs', message: expect.stringContaining(message) as string },
    ]);
    expect([host.outputs, host.states, existsSync(join(stand.folder, 'ran'))]).toEqual([{}, {}, false]);
  });

  it('that fails half-way leaves nothing, and says why', async () => {
    using stand = standIns({ FAIL: 'create' });
    const host = hostOf(stand);
    expect(await setupAction(host)).toBe(1);
    const logsPath = expect.stringContaining('cluster-logs') as string;
    expect([host.outputs, stand.clusters()]).toEqual([{ 'logs-path': logsPath }, []]);
    expect(host.annotations).toMatchObject([{ level: 'error', title: 'No cluster' }]);
    expect(host.lines.join('\n')).toContain('no space left');
  });

  it('leaves a cluster of somebody else that has the name, also in its post step', async () => {
    using stand = standIns();
    stand.make('slo');
    const host = hostOf(stand);
    expect(await setupAction(host)).toBe(1);
    await postAction(host, leftovers);
    expect([host.states['cluster'] ?? '', stand.clusters()]).toEqual(['', ['slo']]);
  });
});
