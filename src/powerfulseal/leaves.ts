import * as z from 'zod';
import { oneOf, wholeNumber, yesOrNo } from '../core/config/leaves.ts';
import { patternProblem } from '../core/steps/linear-pattern.ts';

/** Building blocks of the policy's schema. Each says in its message what is allowed. */

export { oneOf, wholeNumber, yesOrNo };

export function words(what = 'text') {
  const error = `must be ${what}; put numbers and booleans into quotes`;
  return z.string({ error }).regex(/\S/, { error: `must be ${what}, and not empty` });
}

/** Text that may be empty. */
export function anyText() {
  return z.string({ error: 'must be text; put numbers and booleans into quotes' });
}

export function atLeast(min: number, unit: string) {
  const error = `must be a number of ${unit}, at least ${min}`;
  return z.number({ error }).min(min, { error });
}

export function anyNumber() {
  return z.number({ error: 'must be a number' });
}

export function share() {
  const error = 'must be a number from 0 to 1';
  return z.number({ error }).min(0, { error }).max(1, { error });
}

/** A pattern as PowerfulSeal takes it: matched from the start of the value, in upper and lower case alike. */
export function pattern() {
  return words('a regular expression').superRefine((value, context) => {
    const problem = patternProblem(value);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  });
}

const urlError = 'must be a URL with http:// or https://, for instance http://example.com:8080';

export function webAddress() {
  return z.string({ error: urlError }).refine((value) => isWebAddress(value), { error: urlError });
}

/** A proxy may leave out the scheme, and empty text is none. */
export function proxyAddress() {
  const error = 'must be the address of an HTTP proxy, for instance http://proxy.example:8080';
  return z.string({ error }).refine((value) => value === '' || isWebAddress(withScheme(value)), { error });
}

export function withScheme(address: string): string {
  return address.includes('://') ? address : `http://${address}`;
}

function isWebAddress(value: string): boolean {
  const { protocol, hostname } = URL.parse(value) ?? { protocol: '', hostname: '' };
  return /^https?:$/.test(protocol) && hostname !== '';
}

export function mapping<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'invalid_type' ? 'must be a mapping' : undefined),
  });
}

/** A mapping of which exactly one key is given: a kind of step, match, filter, action or target. */
export function choice<Shape extends z.ZodRawShape>(shape: Shape) {
  return mapping(shape).partial().meta({ exactlyOne: true });
}

export function listOf<Item extends z.ZodType>(item: Item, what: string) {
  return z.array(item, { error: `must be a list of ${what}` });
}
