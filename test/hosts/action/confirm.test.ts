import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Prepared } from '../../../src/hosts/action/prepare.ts';
import { runAction } from '../../../src/hosts/action/run-action.ts';
import { makeResult } from '../../make-result.ts';
import { fakeHost } from './fake-host.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pod-start-slo-confirm-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function step(inputs: Record<string, string>) {
  const config = join(folder, 'pod-start-slo.yml');
  writeFileSync(
    config,
    'namespace: shop\nconfirm: true\nscenarios: [{ name: web, experiment: healing, workload: { target: deployment/web } }]\n',
  );
  const started: Prepared[] = [];
  const host = fakeHost({ config, cluster: 'existing', ...inputs });
  const code = await runAction(host, (prepared) => {
    started.push(prepared);
    return Promise.resolve(makeResult({ scenarios: [] }));
  });
  return { code, started, message: host.annotations[0]?.message ?? '' };
}

it('a confirmation that a pull request can write into the file is none, and starts nothing', async () => {
  const { code, started, message } = await step({});
  expect([code, started]).toEqual([1, []]);
  expect(message).toContain('confirm: is set only in');
  expect(message).toContain('set "confirm: true" in the input options in the workflow as well');
});

it('a confirmation of the workflow counts', async () => {
  const { started } = await step({ options: 'confirm: true' });
  expect(started).toMatchObject([{ plan: { confirmed: true } }]);
});
