import fc from 'fast-check';
import * as z from 'zod';
import { phaseNames } from '../../src/core/phases.ts';
import { resultSchema, type Result } from '../../src/core/result.ts';

interface Schema {
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  type?: string | string[];
  pattern?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | false;
  items?: Schema;
  prefixItems?: Schema[];
}

/** Stands for every string that the schema does not bound. */
const freeText = 'free text';

const numbers = [0, 1, 3, 12, 250, 2850, 60_000, -5, 0.5, 1e15];

/** Any value of a schema, with every field there and no list empty. */
function anyOf(schema: Schema): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) {
    const weighted = schema.anyOf.map((each) => ({
      weight: each.type === 'null' ? 1 : 4,
      arbitrary: anyOf(each),
    }));
    return fc.oneof(...weighted);
  }
  if (Array.isArray(schema.type)) return anyOf({ anyOf: schema.type.map((type) => ({ ...schema, type })) });
  switch (schema.type) {
    case 'string':
      return fc.constant(freeText);
    case 'integer':
      return fc.constantFrom(...numbers.filter(Number.isInteger));
    case 'number':
      return fc.constantFrom(...numbers);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return schema.prefixItems === undefined
        ? fc.array(anyOf(schema.items ?? {}), { minLength: 1, maxLength: 3 })
        : fc.tuple(...schema.prefixItems.map(anyOf));
    case 'object':
      return anyObject(schema);
    default:
      throw new Error(`not known: ${JSON.stringify(schema)}`);
  }
}

function anyObject({ properties = {}, additionalProperties }: Schema): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties).map(([name, inner]) => [name, anyOf(inner)] as const);
  const isRecord = typeof additionalProperties === 'object' && fields.length === 0;
  const names = isRecord ? [freeText, ...phaseNames] : [];
  const entries = names.map((name) => [name, anyOf(additionalProperties as Schema)] as const);
  return fc.record(Object.fromEntries([...fields, ...entries]));
}

/** A result that says whatever its schema lets it say, but for its texts. */
export type Skeleton = object;
export const anySkeleton = anyOf(z.toJSONSchema(resultSchema) as Schema) as fc.Arbitrary<Skeleton>;

/** The result with one text wherever its schema takes any. */
export function resultSaying(skeleton: Skeleton, text: string): Result {
  return resultSchema.parse(withText(skeleton, text));
}

function withText(value: unknown, text: string): unknown {
  if (value === freeText) return text;
  if (Array.isArray(value)) return value.map((each) => withText(each, text));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [
    key === freeText ? text : key,
    withText(inner, text),
  ]);
  return Object.fromEntries(entries);
}
