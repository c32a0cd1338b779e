import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Result } from '../../../src/core/result.ts';
import { cli } from './cli.ts';
import { makeFolder, readResult } from './result.ts';

/** The policy of the book, to the letter. */
export const experiment3 = resolve(import.meta.dirname, '../../../examples/powerfulseal/experiment3.yml');

export interface PolicyRun {
  code: number | null;
  stdout: string;
  stderr: string;
  result: Result;
}

/** Runs a policy to its end. */
export async function runPolicy(policy: string, flags: readonly string[]): Promise<PolicyRun> {
  using folder = makeFolder();
  const file = policy.includes('\n') ? join(folder.path, 'policy.yml') : policy;
  if (file !== policy) writeFileSync(file, policy);
  const json = join(folder.path, 'result.json');
  const { code, stdout, stderr } = await cli(['run', '--policy', file, ...flags, '--export-json', json]);
  return { code, stdout, stderr, result: readResult(json) };
}

/** A policy of one scenario with these steps, run once unless told otherwise. */
export function policyOf(steps: readonly object[], config: object = { runStrategy: { runs: 1 } }): string {
  return JSON.stringify({ config, scenarios: [{ name: 'a scenario', steps }] }, null, 1);
}

/** A step that applies a manifest. */
export function kubectlApply(payload: string): object {
  return { kubectl: { action: 'apply', payload } };
}

/** Asks the Service that the manifests of these tests make. */
export function probeOf(namespace: string, more: object = {}): object {
  return { probeHTTP: { target: { service: { name: 'web', namespace } }, endpoint: '/healthz', ...more } };
}
