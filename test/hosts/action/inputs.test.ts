import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { staleFiles } from '../../../scripts/generate-action.ts';
import { settings } from '../../../src/core/config/settings.ts';
import { inputs } from '../../../src/hosts/action/inputs.ts';
import { outputTexts } from '../../../src/hosts/action/outputs.ts';

interface ActionFile {
  inputs: Record<string, { description: string; default?: string }>;
  outputs: Record<string, unknown>;
  runs: Record<string, string>;
}
const root = join(import.meta.dirname, '../../..');
const actionFile = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as ActionFile;

describe('The table of inputs', () => {
  it('has an input for every setting of a plan, but none of a continuous run: a job has an end', () => {
    const set = inputs.flatMap(({ setting }) => setting ?? []);
    const ofRuns = Object.entries(settings).filter(([, { path }]) => path[0] !== 'watch');
    expect(set.toSorted()).toEqual(ofRuns.map(([name]) => name).toSorted());
  });

  it('names each input once, in kebab case', () => {
    const names = inputs.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([]);
  });

  it('is what action.yml and docs/reference/action.md say: node scripts/generate-action.ts', async () => {
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
