import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { isMapping } from '../../src/core/config/paths.ts';
import { readYaml } from '../../src/core/config/yaml.ts';
import { policySchema } from '../../src/powerfulseal/schema.ts';
import { unwrap } from '../../src/powerfulseal/shape.ts';
import { planOfPolicy, problemsOfPolicy, resolvePolicyText } from './support.ts';

const folder = join(import.meta.dirname, 'corpus');
const files = readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));

/** What the comments at the top of a file promise: `# refused: place: reason`. */
function expectationsOf(text: string): { word: string; rest: string }[] {
  return [...text.matchAll(/^# (measured|literal|refused): (.*)$/gm)].map(([, word = '', rest = '']) => ({
    word,
    rest,
  }));
}

describe('the corpus of policies', () => {
  it.each(files)('$name is taken as its comment says', ({ text }) => {
    const expected = expectationsOf(text);
    expect(expected).not.toEqual([]);
    const refused = expected.filter(({ word }) => word === 'refused');
    const told = problemsOfPolicy(text).map(
      ({ field, message, fix = '' }) => [field, `${message} ${fix}`] as const,
    );
    for (const { rest } of refused) {
      const [place, reason] = splitOnce(rest);
      expect(told.filter(([field, what]) => field.endsWith(place) && what.includes(reason))).toHaveLength(1);
    }
    expect(told).toHaveLength(refused.length);
    for (const { word, rest } of expected.filter((each) => each.word !== 'refused')) {
      const plan = planOfPolicy(text);
      const [part] = plan.policy.parts;
      expect(part?.how).toBe(word);
      if (part?.how === 'literal') expect(part.reason).toContain(rest);
      else expect(plan.scenarios[0]?.objectives.map(({ expression }) => expression)).toEqual([rest]);
    }
  });

  it('every policy that is accepted runs step by step too, when that is asked for', () => {
    const accepted = files.filter(({ name }) => !name.startsWith('refused'));
    for (const { text } of accepted) {
      const { policy, scenarios } = planOfPolicy(text, { timing: 'literal' });
      expect(policy.parts.every(({ how }) => how === 'literal')).toBe(true);
      expect(scenarios).toEqual([]);
    }
  });

  it('so are the examples', () => {
    const examples = join(import.meta.dirname, '../../examples/powerfulseal');
    const plans = readdirSync(examples).map((name) =>
      planOfPolicy(readFileSync(join(examples, name), 'utf8')),
    );
    expect(plans.map(({ policy }) => policy.parts.map(({ how }) => how))).toEqual([
      ['measured'],
      ['literal'],
    ]);
  });

  it('uses every key of the schema', () => {
    const used = new Set(
      files.flatMap(({ text }) => pathsIn(readYaml(text, 'corpus', 'texts').documents[0]?.value)),
    );
    const keys = pathsOf(policySchema);
    expect(keys.length).toBeGreaterThan(120);
    expect(keys.filter((key) => !used.has(key))).toEqual([]);
  });

  it('a policy cut off anywhere, or with a line removed, is never an exception', () => {
    for (const { text } of files) {
      const lines = text.split('\n');
      for (const [index] of lines.entries()) {
        resolvePolicyText(lines.toSpliced(index, 1).join('\n'));
        resolvePolicyText(lines.slice(0, index).join('\n'));
      }
    }
    expect(files.length).toBeGreaterThan(20);
  });
});

/** The last colon of the place is the one before the reason: places hold none followed by a space. */
function splitOnce(text: string): [string, string] {
  const at = text.indexOf(': ');
  return [text.slice(0, at), text.slice(at + 2)];
}

/** Every key of the schema with the keys around it; items of a list stand for all of them. */
function pathsOf(schema: z.ZodType, before = ''): string[] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray)
    return inner.element instanceof z.ZodType ? pathsOf(inner.element, before) : [];
  if (!(inner instanceof z.ZodObject)) return [];
  return Object.entries(inner.shape).flatMap(([key, each]) => {
    const path = `${before}.${key}`;
    return [path, ...(each instanceof z.ZodType ? pathsOf(each, path) : [])];
  });
}

function pathsIn(value: unknown, before = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => pathsIn(item, before));
  if (!isMapping(value)) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const path = `${before}.${key}`;
    return [path, ...pathsIn(each, path)];
  });
}
