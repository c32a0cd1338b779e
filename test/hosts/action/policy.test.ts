import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Prepared } from '../../../src/hosts/action/prepare.ts';
import { runAction } from '../../../src/hosts/action/run-action.ts';
import type { Start } from '../../../src/hosts/action/start.ts';
import { exampleResults } from '../../reports/example-results.ts';
import { makeResult } from '../../make-result.ts';
import { fakeHost } from './fake-host.ts';

const policy = join(import.meta.dirname, '../../../examples/powerfulseal/experiment3.yml');
const never: Start = () => Promise.reject(new Error('must not be started'));

function coming(name: string): Start {
  return () => Promise.resolve(exampleResults[name] ?? makeResult({ scenarios: [] }));
}

describe('The input policy', () => {
  it('is measured, or run literally where that is said', async () => {
    const asked: Prepared[] = [];
    const start: Start = (wanted, parts) => {
      asked.push(wanted);
      return coming('policy-measured')(wanted, parts);
    };
    expect(await runAction(fakeHost({ policy, iterations: '3' }), start)).toBe(0);
    expect(
      await runAction(fakeHost({ policy, options: 'policyTiming: literal', iterations: '3' }), start),
    ).toBe(0);
    const [measured, literal] = asked.map(({ plan }) => plan);
    expect(measured?.scenarios).toMatchObject([{ name: 'Verify pod start SLO', iterations: 3 }]);
    expect(literal).toMatchObject({ scenarios: [], policy: { timing: 'literal', runs: 3 } });
  });

  it('excludes what else says what is started, in the words of the inputs', async () => {
    const host = fakeHost({ policy, image: 'app:1', options: 'policyTiming: never' });
    expect(await runAction(host, never)).toBe(1);
    const { message = '' } = host.annotations[0] ?? {};
    expect(message).toMatch(/^ {2}image: cannot be combined with policy/m);
    expect(message).toMatch(/^ {2}options\.policyTiming: must be one of: measured, literal/m);
    const alone = fakeHost({ image: 'app:1', port: '80', options: 'policyTiming: literal' });
    expect(await runAction(alone, never)).toBe(1);
    expect(alone.annotations[0]?.message).toContain('options.policyTiming: belongs to policy');
  });

  it('fails the step when a run of it fails, and says at which step', async () => {
    const host = fakeHost({ policy });
    expect(await runAction(host, coming('policy-mixed'))).toBe(1);
    expect(host.outputs['verdict']).toBe('violated');
    expect(host.annotations[0]?.message).toContain('1 of 3 runs failed, at step 2, probeHTTP');
    expect(host.summaries[0]).toContain('Policy `chaos/shop.yml`, step by step:');
  });
});
