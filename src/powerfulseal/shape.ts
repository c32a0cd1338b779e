import * as z from 'zod';
import { getIn, isMapping, printPath, type Path } from '../core/config/paths.ts';
import { nearest } from '../core/config/suggest.ts';
import type { Problem } from '../core/errors.ts';
import { policySchema } from './schema.ts';

/** Everything about a policy that does not fit its schema, each with its place: `scenarios[0].steps[2].probeHTTP`. */
export function shapeProblems(value: unknown): Problem[] {
  const parsed = policySchema.safeParse(value);
  const issues = parsed.success ? [] : parsed.error.issues;
  return [...issues.flatMap((issue) => problemsOf(issue, value)), ...choiceProblems(policySchema, value, [])];
}

function problemsOf(issue: z.core.$ZodIssue, root: unknown): Problem[] {
  const path = issue.path.map((key) => (typeof key === 'number' ? key : String(key)));
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key));
  const found = getIn(root, path);
  const field = path.length === 0 ? 'the policy' : printPath(path);
  if (found === undefined) return [{ field, message: `is missing; it ${issue.message}` }];
  const mayBeSlip = issue.code === 'invalid_value' && typeof found === 'string';
  const near = mayBeSlip ? nearest(found, issue.values.map(String)) : null;
  const fix = near === null ? {} : { fix: `did you mean "${near}"?` };
  return [{ field, value: shown(found), message: issue.message, ...fix }];
}

const longestShown = 100;

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}

function unknownKey(path: Path, key: string): Problem {
  const keys = keysAt(path);
  const near = nearest(key, keys);
  return {
    field: printPath([...path, key]),
    message: `unknown key "${key}"`,
    fix:
      near === null ? (placeOf(key, path) ?? `allowed here: ${keys.join(', ')}`) : `did you mean "${near}"?`,
  };
}

/** Where a key belongs that stands one level too high, as `retriesCount` does beside `retries`. */
function placeOf(key: string, path: Path): string | null {
  const holder = keysAt(path).find((each) => keysAt([...path, each]).includes(key));
  return holder === undefined ? null : `"${key}" belongs in "${holder}"`;
}

/** The keys of the mapping at a place; none where there is no mapping. */
function keysAt(path: Path): string[] {
  const schema = path.reduce<z.ZodType | undefined>(schemaIn, policySchema);
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function schemaIn(schema: z.ZodType | undefined, key: string | number): z.ZodType | undefined {
  const inner = schema instanceof z.ZodArray ? schema.element : shapeOf(schema)[key];
  return inner instanceof z.ZodType ? unwrap(inner) : undefined;
}

function shapeOf(schema: z.ZodType | undefined): Readonly<Record<string, unknown>> {
  return schema instanceof z.ZodObject ? schema.shape : {};
}

export function unwrap(schema: z.ZodType): z.ZodType {
  const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  return inner instanceof z.ZodType ? inner : schema;
}

/** Mappings of which exactly one key may be given, where none or several are. */
function choiceProblems(schema: z.ZodType, value: unknown, path: Path): Problem[] {
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    const { element } = schema;
    const items: readonly unknown[] = value;
    return items.flatMap((item, index) =>
      element instanceof z.ZodType ? choiceProblems(unwrap(element), item, [...path, index]) : [],
    );
  }
  if (!(schema instanceof z.ZodObject) || !isMapping(value)) return [];
  const inner = Object.entries(schema.shape).flatMap(([key, each]) =>
    each instanceof z.ZodType ? choiceProblems(unwrap(each), value[key], [...path, key]) : [],
  );
  return [...(schema.meta()?.['exactlyOne'] === true ? notOne(schema, value, path) : []), ...inner];
}

function notOne(schema: z.ZodObject, value: Record<string, unknown>, path: Path): Problem[] {
  const known = Object.keys(schema.shape);
  const given = Object.keys(value).filter((key) => known.includes(key));
  // A key that nobody knows was told already, and was meant to be the one.
  if (given.length === 1 || (given.length === 0 && Object.keys(value).length > 0)) return [];
  const message = `must have exactly one of these keys: ${known.join(', ')}`;
  return [{ field: printPath(path), ...(given.length > 1 ? { value: given.join(', ') } : {}), message }];
}
