import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { staleFiles } from '../../../scripts/generate-action.ts';
import { settings } from '../../../src/core/options/table.ts';
import { inputs, mergeInputs, reportInputs, setupInputs } from '../../../src/hosts/action/inputs.ts';
import { outputTexts } from '../../../src/hosts/action/outputs.ts';

interface ActionFile {
  inputs: Record<string, { description: string; default?: string }>;
  outputs: Record<string, unknown>;
  runs: Record<string, string>;
}
const root = join(import.meta.dirname, '../../..');
const actionFile = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as ActionFile;

/** The format of https://github.com/typesafegithub/github-actions-typing, as its README and schema describe it. */
const itemType = z.union([
  z.strictObject({ type: z.enum(['string', 'boolean', 'integer', 'float']) }),
  z.strictObject({ type: z.literal('enum'), 'allowed-values': z.array(z.string().min(1)).min(1) }),
]);
const typing = z.union([
  itemType,
  z.strictObject({ type: z.literal('list'), separator: z.string().min(1), 'list-item': itemType }),
]);
const typesFile = z.strictObject({
  inputs: z.record(z.string(), typing),
  outputs: z.record(z.string(), typing).optional(),
});

const paths: Partial<Record<string, string>> = Object.fromEntries(
  Object.entries(settings).map(([name, { path }]) => [name, path]),
);

describe('The table of inputs', () => {
  it('has what workflows vary, at most 35 inputs, and no input of a continuous run: a job has an end', () => {
    expect(inputs.length).toBeLessThanOrEqual(35);
    const set = inputs.flatMap(({ option }) => option ?? []);
    expect(set).toEqual(expect.arrayContaining(['config', 'options', 'policy', 'image', 'objectives']));
    expect(set.filter((name) => name in settings && paths[name]?.startsWith('watch.'))).toEqual([]);
  });

  it('names each input once, in kebab case', () => {
    const names = inputs.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([]);
  });

  it('is what action.yml, those beside it and docs/reference/action.md say: node scripts/generate-action.ts', async () => {
    expect(await staleFiles()).toEqual([]);
  });
});

describe('action.yml', () => {
  it('has every input and every output, with what each means', () => {
    expect(Object.keys(actionFile.inputs)).toEqual(inputs.map(({ name }) => name));
    expect(Object.keys(actionFile.outputs)).toEqual(Object.keys(outputTexts));
    expect(Object.values(actionFile.inputs).filter(({ description }) => description.length < 10)).toEqual([]);
  });

  it.each(['.', 'report', 'merge', 'setup'])(
    '%s has the types of all its inputs and outputs next to it',
    (folder) => {
      const read = (name: string): unknown => parse(readFileSync(join(root, folder, name), 'utf8'));
      const types = typesFile.parse(read('action-types.yml'));
      const described = read('action.yml') as Partial<ActionFile>;
      expect(Object.keys(types.inputs)).toEqual(Object.keys(described.inputs ?? {}));
      expect(Object.keys(types.outputs ?? {})).toEqual(Object.keys(described.outputs ?? {}));
      const wrong = Object.entries(described.inputs ?? {}).filter(([name, { default: value }]) => {
        const type = types.inputs[name];
        return value !== undefined && type?.type === 'enum' && !type['allowed-values'].includes(value);
      });
      expect(wrong).toEqual([]);
    },
  );

  it('has the type of each input from the option behind it', () => {
    const { inputs: types } = parse(readFileSync(join(root, 'action-types.yml'), 'utf8')) as ActionFile;
    expect(types).toMatchObject({
      port: { type: 'integer' },
      cluster: { type: 'enum', 'allowed-values': expect.arrayContaining(['kind', 'auto']) as string[] },
      objectives: { type: 'list', separator: '\n', 'list-item': { type: 'string' } },
      reports: { type: 'list', 'list-item': { type: 'enum' } },
      comment: { type: 'enum' },
      baseline: { type: 'string' },
      'allow-unsafe-event': { type: 'boolean' },
    });
  });

  it('starts both of its programs with the Node that the runner has', () => {
    expect(actionFile.runs).toEqual({
      using: 'node24',
      main: 'dist/action/main.js',
      post: 'dist/action/post.js',
    });
  });
});

it.each([
  ['report', reportInputs, {}],
  ['merge', mergeInputs, {}],
  ['setup', setupInputs, { post: '../dist/action/post.js' }],
] as const)('%s/action.yml has its own inputs, and starts its program', (name, own, more) => {
  const file = parse(readFileSync(join(root, name, 'action.yml'), 'utf8')) as ActionFile;
  expect(Object.keys(file.inputs)).toEqual(own.map((input) => input.name));
  expect(file.runs).toEqual({ using: 'node24', main: `../dist/action/${name}.js`, ...more });
});
