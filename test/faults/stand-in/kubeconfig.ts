import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../../src/core/result.ts';
import { parseResult } from '../../cluster/support/result.ts';

/** A kubeconfig whose only context is this server; its path. */
export function kubeconfigOf(
  folder: string,
  server: string,
  user: object = {},
  cluster: object = {},
): string {
  const path = join(folder, 'kubeconfig');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'stand-in', cluster: { server, ...cluster } }],
    users: [{ name: 'me', user }],
    contexts: [{ name: 'stand-in', context: { cluster: 'stand-in', user: 'me' } }],
    'current-context': 'stand-in',
  };
  writeFileSync(path, JSON.stringify(config));
  return path;
}

/** The result in a file; null where there is none. @throws where it is not as its schema says */
export function resultIn(file: string): Result | null {
  let json: string;
  try {
    json = readFileSync(file, 'utf8');
  } catch {
    return null;
  }
  return parseResult(json);
}
