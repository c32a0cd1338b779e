import type * as z from 'zod';
import type { Problem } from '../errors.ts';
import { printableValue } from '../printable-value.ts';
import { RefusedPaths, type Layers } from './layers.ts';
import { contentNotPath } from './leaves.ts';
import { getIn, removeIn, type Path } from './paths.ts';
import { isSection, nearest, suggestKey, type Section } from './suggest.ts';

export interface Checked<T> {
  /** What is left without everything that was refused. */
  value: T;
  problems: readonly Problem[];
  refused: RefusedPaths;
  /** Whether there are keys that nobody knows: what seems to be missing may be one of them. */
  hasUnknownKeys: boolean;
}

/**
 * Checks values against their schema, piece by piece: a wrong one is reported and taken out, so that the checks that
 * compare several values can still run on the rest and everything is reported at once.
 */
export function checkShape<Schema extends z.ZodType>(
  schema: Schema,
  layers: Layers,
  root: Section,
): Checked<z.output<Schema>> {
  const refused = new RefusedPaths();
  const problems: Problem[] = [];
  let hasUnknownKeys = false;
  let value: unknown = layers.value;
  for (;;) {
    const parsed = schema.safeParse(value);
    if (parsed.success) return { value: parsed.data, problems, refused, hasUnknownKeys };
    const findings = parsed.error.issues.flatMap((issue) => findingsOf(issue, value, root));
    for (const { path, isUnknownKey, ...problem } of findings) {
      problems.push({ field: layers.fieldOf(path), ...problem });
      refused.add(path);
      hasUnknownKeys ||= isUnknownKey;
    }
    const rest = withoutAll(
      value,
      findings.map(({ path }) => path),
    );
    // Every key is optional, so taking out always helps; this only keeps a mistake in the schema from looping.
    if (JSON.stringify(rest) === JSON.stringify(value))
      throw new Error('a key of the schema is not optional');
    value = rest;
  }
}

interface Finding extends Omit<Problem, 'field'> {
  path: Path;
  isUnknownKey: boolean;
}

function findingsOf(issue: z.core.$ZodIssue, value: unknown, root: Section): Finding[] {
  const path = issue.path.map((key) => (typeof key === 'number' ? key : String(key)));
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key, root));
  if (issue.code === 'invalid_key') return [wrongName(path, issue)];
  const found = getIn(value, path);
  return [
    { path, isUnknownKey: false, message: issue.message, ...shown(path, found), ...fixOf(issue, found) },
  ];
}

function unknownKey(path: Path, key: string, root: Section): Finding {
  const last = path.at(-1);
  const section = typeof last === 'string' && isSection(last) ? last : root;
  return {
    path: [...path, key],
    isUnknownKey: true,
    message: `unknown key "${key}"`,
    fix: suggestKey(key, section),
  };
}

function wrongName(path: Path, issue: z.core.$ZodIssueInvalidElement | z.core.$ZodIssueInvalidKey): Finding {
  return { path, isUnknownKey: false, message: issue.issues[0]?.message ?? issue.message };
}

const longestShown = 100;

/** Values of environment variables, URLs of webhooks and of a pushgateway and a collector, and what should be a kubeconfig's path may be secrets. */
const secret = ['env', 'webhook', 'pushgateway', 'otlp', 'kubeconfig'];

/** A value for people to recognise, unless it may be a secret. */
function shown(path: Path, value: unknown): { value?: string } {
  if (value === undefined || secret.some((key) => path.includes(key))) return {};
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const printable = printableValue(text);
  if (printable === null) return {};
  return { value: printable.length > longestShown ? `${printable.slice(0, longestShown)}…` : printable };
}

function fixOf(issue: z.core.$ZodIssue, value: unknown): { fix?: string } {
  if (issue.message === contentNotPath)
    return { fix: 'write it into a file and name that, or use inlineManifest in a configuration file' };
  if (issue.code === 'invalid_value' && typeof value === 'string') {
    const near = nearest(value, issue.values.map(String));
    return near === null ? {} : { fix: `did you mean "${near}"?` };
  }
  const isBareNumber =
    typeof value === 'number' || (typeof value === 'string' && /^\d+(\.\d+)?$/.test(value));
  return isBareNumber && issue.message.startsWith('must be a duration')
    ? { fix: `write the unit: ${value}s` }
    : {};
}

/** Later items of a list go first, so that the others keep their index. */
function withoutAll(value: unknown, paths: readonly Path[]): unknown {
  const ordered = [...paths].sort((a, b) => Number(b.at(-1)) - Number(a.at(-1)) || 0);
  const seen = new Set<string>();
  return ordered.reduce((rest, path) => {
    const id = JSON.stringify(path);
    if (seen.has(id)) return rest;
    seen.add(id);
    return removeIn(rest, path);
  }, value);
}
