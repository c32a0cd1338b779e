import * as z from 'zod';
import { parseDurationMs } from '../duration.ts';
import { parseObjective } from '../objective.ts';
import { isContent } from './manifest-sources.ts';
import { imageReferenceProblem } from './image-reference.ts';

/** Building blocks of the schema. Each says in its message what is allowed, so that no rule needs a second wording. */

export function wholeNumber(min: number, max: number) {
  const error = `must be a whole number from ${min} to ${max}`;
  return z.number({ error }).int({ error }).min(min, { error }).max(max, { error });
}

/** A port of a Service: its number, or its name (a DNS label; with a letter, to be no number). */
export function servicePort() {
  const error = 'must be a whole number from 1 to 65535, or the name of a port of the Service';
  const name = z.string({ error }).regex(/^(?=.*[a-z])[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, { error });
  return z.union([z.number({ error }).int({ error }).min(1, { error }).max(65_535, { error }), name], {
    error,
  });
}

const durationForm = /^(\d+(\.\d+)?(us|µs|ms|s|m|h))+$/;

/** Bounds are written as the user would write them, and so appear in messages. */
export function duration(min: string, max: string) {
  const error = `must be a duration from ${min} to ${max}, for instance 30s or 1m30s`;
  return z
    .string({ error })
    .regex(durationForm, { error })
    .refine((value) => msOf(value) >= msOf(min) && msOf(value) <= msOf(max), { error })
    .meta({ title: `duration, ${min} to ${max}` });
}

/** NaN, which is within no bounds, where the text is not a duration. */
function msOf(value: string): number {
  return parseDurationMs(value) ?? Number.NaN;
}

const percentageForm = /^\d+(\.\d+)? ?%$/;

/** Bounds are whole percentages. */
export function percentage(min: number, max: number) {
  const error = `must be a percentage from ${min}% to ${max}%, for instance 10%`;
  return z
    .string({ error })
    .regex(percentageForm, { error })
    .refine((value) => parseFloat(value) >= min && parseFloat(value) <= max, { error })
    .meta({ title: `percentage, ${min}% to ${max}%` });
}

export function yesOrNo() {
  return z.boolean({ error: 'must be true or false' });
}

export function oneOf<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values, { error: `must be one of: ${values.join(', ')}` });
}

export function text(error: string, form: RegExp) {
  return z.string({ error }).regex(form, { error });
}

export function pathOfFile() {
  return text('must be the path of a file', /^\S(.*\S)?$/);
}

export const contentNotPath = 'is the content of a manifest, not the path of one';

/** One file, or several. */
export function pathsOfFiles() {
  const error = 'must be the path of a file or folder, or a list of such paths';
  const problemOf = (path: string): string | null => {
    if (isContent(path)) return contentNotPath;
    return /^\S(.*\S)?$/.test(path) ? null : error;
  };
  const path = checkedText(error, problemOf);
  return z.union([path, z.array(path, { error }).min(1, { error })], {
    error: ({ input }) => {
      const given: readonly unknown[] = Array.isArray(input) ? input : [input];
      return given.some((each) => typeof each === 'string' && isContent(each)) ? contentNotPath : error;
    },
  });
}

/** The API server takes any printable ASCII but "=" (validation.IsRelaxedEnvVarName, Kubernetes 1.30 and later). */
const environmentName = text(
  'a name of an environment variable consists of printable ASCII characters other than "="',
  /^[ -<>-~]+$/,
);

export function environment() {
  return z.record(
    environmentName,
    z.string({ error: 'must be text; put numbers and booleans into quotes' }),
    {
      error: 'must be a mapping of names to texts, for instance { HOST: 0.0.0.0, PORT: "8080" }',
    },
  );
}

export function words() {
  return z.array(z.string({ error: 'must be text; put numbers and booleans into quotes' }), {
    error: 'must be a list of texts, for instance [ "serve", "--port=8080" ]',
  });
}

/** A text that `check` finds no problem with. */
export function checkedText(error: string, check: (text: string) => string | null) {
  return z.string({ error }).superRefine((value, context) => {
    const problem = check(value);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  });
}

export function imageReference() {
  return checkedText(
    'must be the name of an image, for instance docker.io/library/nginx:1.29',
    imageReferenceProblem,
  );
}

export function objective(maxLimit: string) {
  return parsedLimit('must be an objective, for instance "p95 <= 30s"', maxLimit, parseObjective);
}

/** A text that `parse` makes an objective of, with a limit that is not beyond all reason. */
export function parsedLimit(error: string, maxLimit: string, parse: typeof parseObjective) {
  return checkedText(error, (value) => {
    const parsed = parse(value);
    if ('problem' in parsed) return parsed.problem;
    return parsed.limitMs > msOf(maxLimit) ? `the limit must be at most ${maxLimit}` : null;
  });
}

/** A DNS label (RFC 1123), which names of namespaces and Services are. */
export const objectName = (what: string) =>
  text(
    `must be the name of a ${what}: lower case letters, digits and "-", at most 63 characters`,
    /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
  );
