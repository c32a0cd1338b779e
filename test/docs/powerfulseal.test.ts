import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { policySchema } from '../../src/powerfulseal/schema.ts';
import { unwrap } from '../../src/powerfulseal/shape.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/powerfulseal.md'), 'utf8');
const table = page.slice(page.indexOf('## Every key'));

/** Keys of what is refused as a whole are refused with it. */
const refusedAsWhole = new Set(['nodeAction', 'clone']);

it('the table of docs/powerfulseal.md has every key of a policy', () => {
  const words = new Set(table.match(/[A-Za-z]+/g));
  expect(keysOf(policySchema).filter((key) => !words.has(key))).toEqual([]);
});

function keysOf(schema: z.ZodType): string[] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray) return inner.element instanceof z.ZodType ? keysOf(inner.element) : [];
  if (!(inner instanceof z.ZodObject)) return [];
  return Object.entries(inner.shape).flatMap(([key, each]) =>
    each instanceof z.ZodType && !refusedAsWhole.has(key) ? [key, ...keysOf(each)] : [key],
  );
}
