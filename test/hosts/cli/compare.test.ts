import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resultSchema, type Result } from '../../../src/core/result.ts';
import { runCli } from '../../../src/hosts/cli/program.ts';
import { makeResult, spread } from '../../make-result.ts';
import { fakeContext } from './fake-context.ts';

const place = mkdtempSync(join(tmpdir(), 'pod-start-slo-test-'));

function slower(factor: number, result: Partial<Result> = {}): Result {
  const iterations = spread(20).map((each) => ({ ...each, totalMs: (each.totalMs ?? 0) * factor }));
  return makeResult({ scenarios: [{ iterations }], result });
}

/** Runs `compare` on the results, written to before.json and after.json. */
async function compare(before: Result, after: Result, ...flags: string[]) {
  const files = ['before.json', 'after.json'].map((name) => join(place, name));
  for (const [index, result] of [before, after].entries())
    writeFileSync(files[index] ?? '', JSON.stringify(result));
  const exported = join(place, 'compared.json');
  const context = fakeContext();
  const code = await runCli(['compare', ...files, '--export-json', exported, ...flags], context);
  const read = (): Result => resultSchema.parse(JSON.parse(readFileSync(exported, 'utf8')));
  return { code, text: context.printed(), errors: context.told(), result: code === 2 ? null : read() };
}

describe('compare', () => {
  it('prints the second result beside the first and exits with 0 where no regression is shown', async () => {
    const { code, text, result } = await compare(slower(1), slower(1.02));
    expect(code).toBe(0);
    expect(text).toContain('no regression: 2% slower');
    expect(text).toMatch(/\nMET {2}no regression: /);
    expect(result?.scenarios[0]?.comparison?.verdict).toBe('no-regression-shown');
  });

  it('exits with 1 for a regression, which more room makes none', async () => {
    const { code, text } = await compare(slower(1), slower(1.6));
    expect(code).toBe(1);
    expect(text).toContain('regression: 60% slower');
    expect((await compare(slower(1), slower(1.6), '--max-regression', '50%')).code).toBe(0);
  });

  it('says why two results are not comparable, and exits with 0: there is no verdict', async () => {
    const before = slower(1, { fingerprint: { hash: 'x', parts: { via: 'cluster-ip' } } });
    const { code, text } = await compare(before, slower(1.6));
    expect(code).toBe(0);
    expect(text.replaceAll(/\s+/g, ' ')).toContain(
      'MEASURED not judged: not comparable: via is "node-port", of the baseline "cluster-ip"; 60% slower',
    );
  });

  it.each([
    ['no file', []],
    ['one file', ['a.json']],
    ['three files', ['a.json', 'b.json', 'c.json']],
  ])('refuses %s', async (_, files) => {
    const context = fakeContext();
    expect(await runCli(['compare', ...files], context)).toBe(2);
    expect(context.told()).toContain('needs two files, got');
  });

  it('refuses a limit that is no percentage', async () => {
    const { code, errors } = await compare(slower(1), slower(1), '--max-regression', '10');
    expect(code).toBe(2);
    expect(errors).toContain('--max-regression: must be a percentage');
  });
});
