import type { Problem } from '../errors.ts';
import type { Manifest } from '../plan.ts';
import type { ReadText } from './input.ts';
import { parseManifests, scopeProblems, type ScopeRules } from './manifests.ts';

export interface LoadedManifests {
  manifests: readonly Manifest[];
  problems: readonly Problem[];
}

/** Reads a manifest file and checks that its objects may be created by this run. */
export function loadManifests(
  readText: ReadText,
  rules: ScopeRules,
  path: string,
  field: string,
): LoadedManifests {
  const text = readText(path);
  if (typeof text !== 'string')
    return { manifests: [], problems: [{ field, value: path, message: text.problem }] };
  const { manifests, problems } = parseManifests(text, path);
  return { manifests, problems: [...problems, ...scopeProblems(manifests, rules)] };
}
