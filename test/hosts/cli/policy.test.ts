import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../../../src/hosts/cli/program.ts';
import { fakeContext } from './fake-context.ts';

const root = join(import.meta.dirname, '../../..');
const experiment3 = join(root, 'examples/powerfulseal/experiment3.yml');
const corpus = join(root, 'test/powerfulseal/corpus');

async function cli(...args: string[]) {
  const context = fakeContext();
  const code = await runCli(args, context);
  return { code, stdout: context.printed(), stderr: context.told() };
}

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'pod-start-slo-test-'));
}

describe('A policy on the command line', () => {
  it('is validated without a cluster, and each scenario said to be measured or run step by step', async () => {
    const measured = await cli('validate', '--policy', experiment3);
    expect(measured).toMatchObject({ code: 0, stderr: '' });
    expect(measured.stdout).toContain('Verify pod start SLO: measured: how long until it is available');
    expect(measured.stdout).toContain('promises    max <= 30s');
    expect(measured.stdout).toContain('valid: 1 scenario; nothing was created');

    const literal = await cli('validate', '--policy', experiment3, '--policy-timing', 'literal');
    expect(literal.stdout).toContain('run step by step as PowerfulSeal does');
    expect(literal.stdout).toContain('2. wait: wait 30s');
    expect(literal.stdout).toContain('20 runs in their order, 5 to 10 s apart');

    const pods = await cli('validate', '--policy', join(corpus, 'literal-pods.yml'));
    expect(pods.stdout).toContain('2 runs in a random order, 30 to 300 s apart');
  });

  it('tells what is wrong with policy and flags at once', async () => {
    const { code, stderr } = await cli(
      ...['run', '--policy', join(corpus, 'refused-nodes.yml'), '--image', 'app:1'],
      ...['--policy-timing', 'litteral', '-c', 'slo.yml', '--output', 'xml'],
    );
    expect(code).toBe(2);
    for (const text of [
      '--policy-timing: must be one of: measured, literal (got "litteral")',
      'did you mean "literal"?',
      '--config: cannot be combined with --policy',
      '--image: cannot be combined with --policy',
      'scenarios[0].steps[0].nodeAction: is refused',
      '--output: must be table or json',
    ])
      expect(stderr).toContain(text);
    const alone = await cli('validate', '--image', 'app:1', '--port', '80', '--policy-timing', 'literal');
    expect(alone).toMatchObject({ code: 2 });
    expect(alone.stderr).toContain('--policy-timing: belongs to --policy');
    const missing = await cli('validate', '--policy', '/nowhere.yml');
    expect(missing.stderr).toContain('--policy: there is no such file (got "/nowhere.yml")');
  });

  it('that kills or deletes on a cluster that was there before has to be confirmed', async () => {
    const file = join(folder(), 'policy.yml');
    const config = (name: string): string => `{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}}}`;
    writeFileSync(
      file,
      `scenarios:
- name: all of it
  steps:
  - kubectl: { action: apply, payload: "${config('ours')}" }
  - kubectl: { action: delete, payload: "${config('ours')}" }
  - kubectl: { action: delete, payload: "${config('theirs')}" }
  - podAction: { matches: [{ namespace: shop }], actions: [{ kill: {} }] }
`,
    );
    const { code, stderr } = await cli('run', '--policy', file, '--kubeconfig', '/nowhere');
    expect(code).toBe(2);
    expect(stderr).toContain(
      'scenarios[0].steps[2]: deletes ConfigMap/theirs, which it has not applied before',
    );
    expect(stderr).toContain('scenarios[0].steps[3]: kills pods, on a cluster that the run did not create');
    expect(stderr).toContain('confirm it with --yes');
    expect(stderr).not.toContain('steps[1]');
    const confirmed = await cli('run', '--policy', file, '--kubeconfig', '/nowhere', '--yes');
    expect(confirmed.stderr).not.toContain('confirm it with --yes');
    expect(confirmed.stderr).toContain('/nowhere');
  });

  it('may kill pods that the cluster needs only where that is said', async () => {
    const file = join(corpus, 'refused-system.yml');
    expect(await cli('validate', '--policy', file)).toMatchObject({ code: 2 });
    expect(await cli('validate', '--policy', file, '--allow-kube-namespaces')).toMatchObject({ code: 0 });
  });

  it('becomes a configuration that is valid, on standard output or in a folder', async () => {
    const place = folder();
    const { code, stdout } = await cli('migrate', experiment3);
    expect(code).toBe(0);
    writeFileSync(join(place, 'printed.yml'), stdout);
    expect(await cli('validate', '-c', join(place, 'printed.yml'))).toMatchObject({ code: 0 });

    const made = await cli('migrate', experiment3, '--output-dir', join(place, 'slo'));
    expect(made).toMatchObject({ code: 0, stderr: '' });
    expect(made.stdout).toContain('verify-pod-start-slo.yml');
    expect(readFileSync(join(place, 'slo/verify-pod-start-slo.yml'), 'utf8')).toContain('name: slo-test');
    expect(await cli('validate', '-c', join(place, 'slo/pod-start-slo.yml'))).toMatchObject({ code: 0 });
    const again = await cli('migrate', experiment3, '--output-dir', join(place, 'slo'));
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('already exists and is not overwritten');
    expect(await cli('migrate', experiment3, '--output-dir', join(place, 'slo'), '--force')).toMatchObject({
      code: 0,
    });
  });

  it('without a counterpart says so of each scenario', async () => {
    const { code, stdout, stderr } = await cli('migrate', join(corpus, 'literal-pods.yml'));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('scenarios[0]: has no counterpart');
    expect(await cli('migrate')).toMatchObject({ code: 2 });
  });
});
