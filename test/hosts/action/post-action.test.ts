import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kubeconfigSecrets } from '../../../src/hosts/action/mask.ts';
import { postAction, type Leftovers } from '../../../src/hosts/action/post-action.ts';
import { readState, saveState } from '../../../src/hosts/action/state.ts';
import { fakeHost } from './fake-host.ts';

const cluster = { provider: 'kind', name: 'pod-start-slo-1', owner: 'ab12', keep: false } as const;
const run = { runId: 'k3x9q2', namespace: null, kubeconfig: null, context: null };

/** Leftovers that are told what they are asked to delete. */
function recorder(): Leftovers & { asked: unknown[] } {
  const asked: unknown[] = [];
  const take = (what: unknown): Promise<readonly string[]> => {
    asked.push(what);
    return Promise.resolve([]);
  };
  return { asked, cluster: take, run: take };
}

describe('The state between main and post', () => {
  it('comes back as it was saved, the last of each part', () => {
    const { toolkit } = fakeHost();
    saveState(toolkit, 'cluster', { ...cluster, name: 'first' });
    saveState(toolkit, 'cluster', cluster);
    saveState(toolkit, 'run', run);
    expect(readState(toolkit)).toEqual({ cluster, run });
    saveState(toolkit, 'run', null);
    expect(readState(toolkit)).toEqual({ cluster, run: null });
  });

  it('is empty where main has saved nothing', () => {
    expect(readState(fakeHost().toolkit)).toEqual({ cluster: null, run: null });
  });
});

describe('Post', () => {
  it('does nothing where main has created nothing', async () => {
    const leftovers = recorder();
    await postAction(fakeHost(), leftovers);
    expect(leftovers.asked).toEqual([]);
  });

  it('deletes exactly what main has saved', async () => {
    const leftovers = recorder();
    await postAction(
      fakeHost({}, {}, { cluster: JSON.stringify(cluster), run: JSON.stringify(run) }),
      leftovers,
    );
    expect(leftovers.asked).toEqual([cluster, run]);
  });

  it('leaves a cluster that is to be kept', async () => {
    const leftovers = recorder();
    const host = fakeHost({}, {}, { cluster: JSON.stringify({ ...cluster, keep: true }) });
    await postAction(host, leftovers);
    expect(leftovers.asked).toEqual([]);
    expect(host.lines).toEqual(['kind cluster pod-start-slo-1 is kept running, as requested']);
  });

  it('warns of what it could not delete, and of its own failures, and goes on', async () => {
    const host = fakeHost({}, {}, { cluster: JSON.stringify(cluster), run: JSON.stringify(run) });
    await postAction(host, {
      cluster: () => Promise.reject(new Error('no docker')),
      run: () => Promise.resolve(['namespace a']),
    });
    expect(host.annotations).toEqual([
      { level: 'warning', title: 'Something was left behind', message: 'no docker\nnamespace a' },
    ]);
  });
});

describe('The secrets of a kubeconfig', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pod-start-slo-test-'));
  const file = join(folder, 'kubeconfig');
  const users = [
    { name: 'a', user: { token: 'the-token', password: 'the-password', username: 'not secret' } },
    { name: 'b', user: { 'client-key-data': 'the-key', 'client-certificate-data': 'public' } },
  ];
  writeFileSync(file, JSON.stringify({ users }));

  it('are the tokens, passwords and keys of all its users', () => {
    expect(kubeconfigSecrets(file, {})).toEqual(['the-token', 'the-password', 'the-key']);
  });

  it('are looked for in the files of KUBECONFIG, and in the usual place', () => {
    expect(kubeconfigSecrets(null, { KUBECONFIG: `/none:${file}` })).toHaveLength(3);
    expect(kubeconfigSecrets(null, { HOME: folder })).toEqual([]);
  });

  it('are none where the file is none', () => {
    writeFileSync(join(folder, 'broken'), '{[');
    expect(kubeconfigSecrets(join(folder, 'broken'), {})).toEqual([]);
  });
});
