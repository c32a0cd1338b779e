import type { Problem } from '../errors.ts';
import type { Manifest } from '../plan.ts';
import type { ReadText } from './input.ts';
import { parseManifests, scopeProblems, type ScopeRules } from './manifests.ts';
import { isKustomization, kustomizationProblem, notAFile } from './manifest-sources.ts';
import { groupKindOf } from './object-kinds.ts';
import { shapeProblems } from './object-shapes.ts';
import { settleNamespace } from './own-namespace.ts';

export interface LoadedManifests {
  manifests: readonly Manifest[];
  problems: readonly Problem[];
  /** What was changed of what the files say. */
  notes: readonly Problem[];
}

/** Reads manifest files and the files of folders, and checks that their objects may be created by this run. */
export function loadManifests(
  readText: ReadText,
  rules: ScopeRules,
  paths: readonly string[],
  field: string,
): LoadedManifests {
  const files = paths.map((path) => readManifests(readText, path, field));
  const manifests = files.flatMap((file) => file.manifests);
  const problems = files.flatMap((file) => file.problems);
  const notes = files.flatMap((file) => file.notes);
  const read = settleObjects(manifests, rules, paths.length === 1 ? (paths[0] ?? field) : field);
  return { ...read, problems: [...problems, ...read.problems], notes: [...notes, ...read.notes] };
}

/** Objects where the run works, or what keeps them from being created there. */
export function settleObjects(
  manifests: readonly Manifest[],
  rules: ScopeRules,
  field: string,
): LoadedManifests {
  const settled = settleNamespace(manifests, rules, field);
  if (settled.problems.length === 0) return { ...settled, problems: scopeProblems(settled.manifests, rules) };
  // What is wrong with the namespaces says all there is to say of the Namespaces themselves.
  const others = manifests.filter(({ object }) => groupKindOf(object) !== '/Namespace');
  return { ...settled, problems: [...settled.problems, ...scopeProblems(others, rules)] };
}

function readManifests(readText: ReadText, path: string, field: string): LoadedManifests {
  const none = { manifests: [], notes: [] };
  const odd = notAFile(path, field);
  if (odd !== null) return { ...none, problems: [odd] };
  const text = readText(path);
  if (typeof text === 'string') return parsed(text, path, field);
  const { problem, files } = text;
  if (files === undefined)
    return { ...none, problems: [{ field, value: path, ...fixOf(path), message: problem }] };
  return ofFolder(readText, path, files, field);
}

/** Whether it is several paths with commas in between, as kubectl takes them. */
function fixOf(path: string): { fix?: string } {
  const parts = path.split(',');
  return parts.length < 2 ? {} : { fix: `give each path by itself: ${parts.join(' and ')}` };
}

function parsed(text: string, path: string, field: string): LoadedManifests {
  return isKustomization(path, text)
    ? { manifests: [], notes: [], problems: [kustomizationProblem(path, false, field)] }
    : parseObjects(text, path);
}

/** The objects of a text, which are to be created, and everything that keeps them from being read. */
function parseObjects(text: string, source: string): LoadedManifests {
  const { manifests, problems, notes } = parseManifests(text, source);
  return { manifests, problems: [...problems, ...manifests.flatMap(shapeProblems)], notes };
}

const ofManifest = /\.(ya?ml|json)$/;

/** As kubectl takes a folder: its manifest files in the order of their names, and nothing of the folders in it. */
function ofFolder(
  readText: ReadText,
  folder: string,
  names: readonly string[],
  field: string,
): LoadedManifests {
  const none = { manifests: [], notes: [] };
  if (names.some((name) => isKustomization(name, '')))
    return { ...none, problems: [kustomizationProblem(folder, true, field)] };
  const files = names.filter((name) => ofManifest.test(name)).sort();
  if (files.length === 0)
    return {
      ...none,
      problems: [{ field, value: folder, message: 'the folder holds no .yaml, .yml or .json file' }],
    };
  const base = folder.replace(/\/+$/, '');
  const read = files.map((name) => readManifests(readText, `${base}/${name}`, field));
  return {
    manifests: read.flatMap(({ manifests }) => manifests),
    problems: read.flatMap(({ problems }) => problems),
    notes: read.flatMap(({ notes }) => notes),
  };
}
