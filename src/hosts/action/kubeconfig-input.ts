import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kubeconfigContent } from '../../kube/connection/kubeconfig-content.ts';
import { Given } from './given.ts';
import type { Host } from './host.ts';
import { kubeconfigSecrets } from './mask.ts';
import { keepForPost } from './state.ts';

const stateName = 'kubeconfig-folder';

/** The input `kubeconfig` as a file: its path, or the file that its content was written into. */
export interface KubeconfigFile extends Disposable {
  /** Null where the input is the path of a file already, or empty. */
  path: string | null;
}

/**
 * Writes a kubeconfig that was given by its content, as from a secret, into a file that nobody else can read and that is
 * deleted with the step; the folder is known to post before it exists.
 */
export function kubeconfigFile({ toolkit, env }: Pick<Host, 'toolkit' | 'env'>): KubeconfigFile {
  const given = toolkit.input('kubeconfig').trim();
  const content = kubeconfigContent(given);
  if (content === null) return { path: null, [Symbol.dispose]: () => undefined };
  for (const line of secretLines(given, content)) toolkit.mask(line);
  const folder = mkdtempSync(join(env['RUNNER_TEMP'] ?? tmpdir(), 'pod-start-slo-kubeconfig-'));
  keepForPost(toolkit, stateName, folder);
  const path = join(folder, 'config');
  writeFileSync(path, content, { mode: 0o600, flag: 'wx' });
  for (const secret of kubeconfigSecrets(path, env)) toolkit.mask(secret);
  return {
    path,
    [Symbol.dispose]() {
      rmSync(folder, { recursive: true, force: true });
      keepForPost(toolkit, stateName, '');
    },
  };
}

/** The inputs, with the file in place of the content. */
export function givenWith({ toolkit }: Pick<Host, 'toolkit'>, { path }: KubeconfigFile): Given {
  return new Given(toolkit, new Map(path === null ? [] : [['kubeconfig', path]]));
}

/** Deletes what main wrote, where main was killed before it could. */
export function deleteKubeconfigFile({ toolkit }: Pick<Host, 'toolkit'>): void {
  const folder = toolkit.state(stateName);
  if (folder !== '') rmSync(folder, { recursive: true, force: true });
}

/** Lines that hold a secret, and base64 of the whole; words such as `kind: Config` stay readable in the log. */
function secretLines(given: string, content: string): string[] {
  const isSecret = /(token|password|client-key-data|secret|refresh)["']?\s*:/i;
  const lines = content.split('\n').map((line) => line.trim());
  const encoded = given === content ? [] : given.split('\n').map((line) => line.trim());
  return [...lines.filter((line) => isSecret.test(line)), ...encoded].filter((line) => line.length >= 8);
}
