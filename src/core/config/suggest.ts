import { closest, distance } from 'fastest-levenshtein';
import { baselineSchema } from './baseline-schema.ts';
import { configSchema, probeSchema, scenarioSchema, workloadSchema } from './schema.ts';
import { watchSchema } from './watch-schema.ts';

/** The mappings of the configuration file and what each may hold. */
const keys = {
  run: Object.keys(configSchema.shape),
  scenario: Object.keys(scenarioSchema.shape),
  workload: Object.keys(workloadSchema.shape),
  probe: Object.keys(probeSchema.shape),
  baseline: Object.keys(baselineSchema.shape),
  watch: Object.keys(watchSchema.shape),
};
export type Section = keyof typeof keys;

const places: Record<Section, string> = {
  run: 'at the top of the file',
  scenario: 'in a scenario or in "defaults"',
  workload: 'in "workload"',
  probe: 'in "probe"',
  baseline: 'in "baseline"',
  watch: 'in "watch"',
};

/** What to do about a key that a section does not have. */
export function suggestKey(key: string, section: Section): string {
  const near = nearest(key, keys[section]);
  if (near !== null) return `did you mean "${near}"?`;
  const elsewhere = sectionOf(key);
  if (elsewhere !== null) return `"${elsewhere.key}" belongs ${places[elsewhere.section]}`;
  return `allowed here: ${keys[section].join(', ')}`;
}

export function isSection(name: string): name is Section {
  return name in keys;
}

/** The candidate that differs from a word by a slip of the finger, or null. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const plain = normalise(word);
  const same = candidates.find((candidate) => normalise(candidate) === plain);
  if (same !== undefined) return same;
  if (candidates.length === 0) return null;
  const near = closest(word, [...candidates]);
  return distance(plain, normalise(near)) <= Math.max(1, Math.floor(near.length / 3)) ? near : null;
}

function sectionOf(key: string): { section: Section; key: string } | null {
  const sections: readonly Section[] = ['workload', 'probe', 'baseline', 'scenario', 'run', 'watch'];
  for (const section of sections) {
    const found = keys[section].find((candidate) => normalise(candidate) === normalise(key));
    if (found !== undefined) return { section, key: found };
  }
  return null;
}

function normalise(word: string): string {
  return word.toLowerCase().replaceAll(/[-_]/g, '');
}
