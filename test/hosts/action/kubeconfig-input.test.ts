import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PodStartSloError } from '../../../src/core/errors.ts';
import { postAction } from '../../../src/hosts/action/post-action.ts';
import { runAction } from '../../../src/hosts/action/run-action.ts';
import { kubeconfigFile } from '../../../src/hosts/action/kubeconfig-input.ts';
import { fakeHost, type FakeHost } from './fake-host.ts';

const content = `apiVersion: v1
kind: Config
clusters: [{name: k, cluster: {server: "https://127.0.0.1:9"}}]
users:
- name: u
  user:
    token: NOT-A-REAL-TOKEN
contexts: [{name: k, context: {cluster: k, user: u}}]
current-context: k
`;
const encoded = Buffer.from(content).toString('base64');

const folderOf = (host: FakeHost): string => host.env['RUNNER_TEMP'] ?? '';
const foldersIn = (host: FakeHost): string[] =>
  readdirSync(folderOf(host)).filter((name) => name.includes('kubeconfig'));

describe('The content of a kubeconfig in the input of the action', () => {
  it.each([
    ['as it is', content],
    ['in base64', encoded],
    ['in lines of base64', encoded.replaceAll(/.{76}/g, '$&\n')],
  ])('%s becomes a file of its own that is masked', (_, given) => {
    const host = fakeHost({ kubeconfig: given });
    using file = kubeconfigFile(host);
    const path = file.path ?? '';
    expect(readFileSync(path, 'utf8').trim()).toBe(content.trim());
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(path.startsWith(folderOf(host))).toBe(true);
    expect(host.masks).toContain('NOT-A-REAL-TOKEN');
    expect(host.masks).not.toContain('kind: Config');
  });

  it('is used by the run, and deleted with it', async () => {
    const host = fakeHost({ cluster: 'existing', kubeconfig: content, image: 'example.com/a:1', port: '80' });
    let used: string | null = null;
    await runAction(host, ({ cluster }) => {
      used = cluster.kind === 'existing' ? cluster.kubeconfig : null;
      expect(existsSync(used ?? '')).toBe(true);
      return Promise.reject(new PodStartSloError('cluster', 'no cluster'));
    });
    expect(used).not.toBeNull();
    expect(foldersIn(host)).toEqual([]);
    expect(host.states['kubeconfig-folder']).toBe('');
  });

  it('is deleted by post where main was killed', async () => {
    const host = fakeHost({ kubeconfig: content });
    kubeconfigFile(host);
    expect(foldersIn(host)).toHaveLength(1);
    await postAction(host, { cluster: () => Promise.resolve([]), run: () => Promise.resolve([]) });
    expect(foldersIn(host)).toEqual([]);
  });

  it('is a path where it looks like one', () => {
    const host = fakeHost({ kubeconfig: '/home/runner/.kube/config' });
    using file = kubeconfigFile(host);
    expect(file.path).toBeNull();
    expect(foldersIn(host)).toEqual([]);
  });

  it('is printed nowhere, where it stands in an input that takes no content', async () => {
    const host = fakeHost({
      cluster: 'existing',
      config: content,
      context: content,
      'max-duration': encoded.repeat(3),
    });
    expect(await runAction(host, () => Promise.reject(new Error('not reached')))).toBe(1);
    const all = JSON.stringify([host.lines, host.annotations, host.summaries, host.outputs]);
    expect(all).not.toContain('NOT-A-REAL-TOKEN');
    expect(all).not.toContain(encoded.slice(0, 60));
  });
});
