import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
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
