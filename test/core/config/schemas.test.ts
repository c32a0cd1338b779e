import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { generate, staleFiles } from '../../../scripts/generate-schemas.ts';
import { settings } from '../../../src/core/options/table.ts';
import { configTemplate } from '../../../src/core/config/template.ts';
import { oneScenario } from './support.ts';

interface Node {
  description?: string;
  $ref?: string;
  properties?: Record<string, Node>;
  $defs?: Record<string, Node>;
}

const root = join(import.meta.dirname, '../../..');
const configNode = JSON.parse(generate().get('schema/config.schema.json') ?? '') as Node;

it('the generated schemas and the reference are up to date (node scripts/generate-schemas.ts)', async () => {
  expect(await staleFiles()).toEqual([]);
});

it('every key of the configuration file is explained', () => {
  const nodes = [configNode, ...Object.values(configNode.$defs ?? {})];
  const keys = nodes.flatMap((node) => Object.entries(node.properties ?? {}));
  expect(keys.length).toBeGreaterThan(40);
  expect(keys.filter(([, node]) => (node.description ?? '').length < 20).map(([key]) => key)).toEqual([]);
});

it('every setting stands for a key of the configuration file', () => {
  const at = (node: Node | undefined, key: string) =>
    (node?.$ref === undefined ? node : configNode.$defs?.[node.$ref.replace('#/$defs/', '')])?.properties?.[
      key
    ];
  for (const [name, { level, path }] of Object.entries(settings)) {
    const start = level === 'run' ? configNode : configNode.$defs?.['scenario'];
    expect(path.split('.').reduce<Node | undefined>(at, start), name).toBeDefined();
  }
});

describe('the JSON Schema for editors', () => {
  const validate = new Ajv2020({ strict: true, allErrors: true }).compile(configNode);

  it.each(globSync('examples/*/pod-start-slo.yml', { cwd: root }))('takes %s', (path) => {
    expect(validate(parse(readFileSync(join(root, path), 'utf8'))), JSON.stringify(validate.errors)).toBe(
      true,
    );
  });

  it('takes what init writes', () => {
    expect(validate(parse(configTemplate))).toBe(true);
  });

  it.each([
    'iteration: 5',
    'iterations: 0',
    'timeout: 60',
    'probe: { path: healthz }',
    'rule: strict',
    'objectives: p95 <= 30s',
  ])('refuses %s', (line) => {
    expect(validate(parse(oneScenario(line)))).toBe(false);
  });

  it('refuses an image together with a manifest', () => {
    expect(validate({ scenarios: [{ workload: { image: 'a', port: 1, manifest: 'a.yml' } }] })).toBe(false);
  });
});
