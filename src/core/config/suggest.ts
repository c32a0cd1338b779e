import { sections } from '../options/sections.ts';
import { settings } from '../options/table.ts';
import { nearest, normalise } from './nearest.ts';

export { nearest } from './nearest.ts';

export type Section = keyof typeof sections | 'scenario' | 'run';

/** The mappings of the configuration file and what each may hold. */
const keys = new Map<Section, string[]>([
  ['scenario', topKeys('scenario')],
  ['run', ['scenarios', 'defaults', ...topKeys('run')]],
  ...Object.keys(sections).map((name): [Section, string[]] => [name as Section, keysBelow(`${name}.`)]),
]);

function keysBelow(prefix: string): string[] {
  const paths = Object.values(settings).map(({ path }) => path);
  return paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
}

function topKeys(level: 'run' | 'scenario'): string[] {
  const own = Object.values(settings).filter((setting) => setting.level === level);
  return [...new Set(own.map(({ path }) => path.split('.')[0] ?? path))];
}

function placeOf(section: Section): string {
  if (section === 'run') return 'at the top of the file';
  return section === 'scenario' ? 'in a scenario or in "defaults"' : `in "${section}"`;
}

/** What to do about a key that a section does not have. */
export function suggestKey(key: string, section: Section): string {
  const known = keys.get(section) ?? [];
  const near = nearest(key, known);
  if (near !== null) return `did you mean "${near}"?`;
  for (const [other, names] of keys) {
    const found = names.find((name) => normalise(name) === normalise(key));
    if (found !== undefined) return `"${found}" belongs ${placeOf(other)}`;
  }
  return `allowed here: ${known.join(', ')}`;
}

export function isSection(name: string): name is Section {
  return keys.has(name as Section);
}
