import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Plan, Scenario } from '../../src/core/plan.ts';
import { migratePolicy } from '../../src/powerfulseal/migrate.ts';
import { resolve } from '../core/config/support.ts';
import { planOfPolicy } from './support.ts';

const root = join(import.meta.dirname, '../..');
const seed = readFileSync(join(root, 'examples/powerfulseal/experiment3.yml'), 'utf8');
const corpus = readdirSync(join(import.meta.dirname, 'corpus'))
  .filter((name) => name.startsWith('measured'))
  .map((name) => [name, readFileSync(join(import.meta.dirname, 'corpus', name), 'utf8')] as const);

/** Scenarios without the names of the files that their objects come from. */
function comparable({ scenarios }: Pick<Plan, 'scenarios'>): unknown {
  return scenarios.map(({ workload, ...rest }: Scenario) => ({
    ...rest,
    workload: workload.kind === 'manifest' ? workload.manifests.map(({ object }) => object) : workload,
  }));
}

function migrated(text: string, apart: boolean) {
  const made = migratePolicy(planOfPolicy(text).policy, { apart, allowClusterScoped: false });
  if (made === null) throw new Error('nothing has a counterpart');
  return made;
}

function planAgain(text: string, apart: boolean): Plan {
  const { config, manifests } = migrated(text, apart);
  const files = Object.fromEntries([...manifests].map(([name, manifest]) => [`ci/${name}`, manifest]));
  const resolution = resolve({ config, files });
  if ('problems' in resolution) throw new Error(JSON.stringify(resolution.problems, null, 2) + config);
  return resolution.plan;
}

describe("The book's policy", () => {
  it('stands in the examples to the letter', () => {
    expect(createHash('sha256').update(seed).digest('hex')).toBe(
      'a3f9d6a26c3be19ef498cb3c64a77babb1e031ca2e388868e788b8069efccdd3',
    );
  });

  it('is the hypothesis that the Service is available within 30 s, judged on 20 starts', () => {
    const { scenarios, policy } = planOfPolicy(seed);
    expect(policy.parts.map(({ how }) => how)).toEqual(['measured']);
    expect(scenarios).toMatchObject([
      {
        name: 'Verify pod start SLO',
        iterations: 20,
        objectives: [{ expression: 'max <= 30s' }],
        probe: { path: '/healthz', status: 200, service: 'slo-test', port: 8080, via: 'auto' },
      },
    ]);
  });

  it('may be tuned by flags, and excludes those that say what is started', () => {
    const { scenarios } = planOfPolicy(seed, {
      settings: { iterations: 3, objectives: ['p95 <= 5s'], via: 'node-port' },
    });
    expect(scenarios[0]).toMatchObject({
      iterations: 3,
      objectives: [{ expression: 'p95 <= 5s' }],
      probe: { via: 'node-port' },
    });
    expect(() => planOfPolicy(seed, { settings: { image: 'app:1' }, config: 'x.yml' })).toThrow(
      /--config[^]*cannot be combined with --policy[^]*--image/,
    );
    expect(() => planOfPolicy(seed, { settings: { timeout: '5s' } })).toThrow(
      /is shorter than the .* limit of/,
    );
  });
});

describe('A migrated policy', () => {
  it.each([['experiment3.yml', seed] as const, ...corpus])('%s resolves to the same plan', (_, text) => {
    const before = comparable(planOfPolicy(text));
    expect(comparable(planAgain(text, false))).toEqual(before);
    expect(comparable(planAgain(text, true))).toEqual(before);
  });

  it('says in comments what has no counterpart', () => {
    const text = `
config: { runStrategy: { strategy: random }, exitStrategy: { strategy: fail-fast } }
scenarios:
- name: only literally
  steps: [{ wait: { seconds: 1 } }]
${seed.slice(seed.indexOf('- name'))}`;
    const { config } = migrated(text, false);
    expect(config).toContain('# No counterpart: 30 to 300 s between two runs');
    expect(config).toContain('# No counterpart: strategy random');
    expect(config).toContain('# No counterpart: exitStrategy fail-fast');
    expect(config).toContain('# No counterpart: only literally. It is run step by step');
  });

  it('is nothing where no scenario can be measured', () => {
    const plan = planOfPolicy('scenarios: [{ name: idle, steps: [{ wait: { seconds: 1 } }] }]').policy;
    expect(migratePolicy(plan, { apart: false, allowClusterScoped: false })).toBeNull();
  });

  it('keeps every value as it is, whatever it looks like, and whatever scenarios are called', () => {
    const odd = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'yes',
        'on',
        '1:30',
        '0o17',
        '017',
        '1e3',
        '~',
        '- a',
        '#x',
        "it's",
        'a: b',
        '2001-01-01',
        ' ',
      ),
    );
    const name = fc.string({ minLength: 3, maxLength: 80 });
    fc.assert(
      fc.property(odd, name, fc.boolean(), (value, called, apart) => {
        const objects = [
          {
            apiVersion: 'v1',
            kind: 'Pod',
            metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } },
            spec: { containers: [{ name: 'web', image: 'web:1', env: [{ name: 'ODD', value }] }] },
          },
          {
            apiVersion: 'v1',
            kind: 'Service',
            metadata: { name: 'web', namespace: 'shop' },
            spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
          },
        ];
        const text = JSON.stringify({
          scenarios: [
            {
              name: called,
              description: value,
              steps: [
                {
                  kubectl: {
                    action: 'apply',
                    payload: objects.map((each) => stringify(each, { version: '1.1' })).join('---\n'),
                  },
                },
                { wait: { seconds: 2 } },
                { probeHTTP: { target: { service: { name: 'web', namespace: 'shop' } } } },
              ],
            },
          ],
        });
        const before = planOfPolicy(text);
        fc.pre(before.scenarios.length === 1);
        expect(comparable(planAgain(text, apart))).toEqual(comparable(before));
      }),
      { numRuns: 60 },
    );
  }, 30_000);
});
