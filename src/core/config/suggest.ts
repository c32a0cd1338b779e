import { baselineSchema } from './baseline-schema.ts';
import { healingSchema, scalingSchema } from './experiment-schema.ts';
import { loadSchema } from './condition-schema.ts';
import { configSchema, probeSchema, scenarioSchema } from './schema.ts';
import { nearest, normalise } from './nearest.ts';
import { nodeHelperSchema } from './node-helper-schema.ts';
import { watchSchema } from './watch-schema.ts';
import { workloadSchema } from './workload-schema.ts';

export { nearest } from './nearest.ts';

/** The mappings of the configuration file and what each may hold. */
const keys = {
  run: Object.keys(configSchema.shape),
  scenario: Object.keys(scenarioSchema.shape),
  workload: Object.keys(workloadSchema.shape),
  probe: Object.keys(probeSchema.shape),
  baseline: Object.keys(baselineSchema.shape),
  healing: Object.keys(healingSchema.shape),
  scaling: Object.keys(scalingSchema.shape),
  watch: Object.keys(watchSchema.shape),
  nodeHelper: Object.keys(nodeHelperSchema.shape),
  load: Object.keys(loadSchema.shape),
};
export type Section = keyof typeof keys;

const places: Record<Section, string> = {
  run: 'at the top of the file',
  scenario: 'in a scenario or in "defaults"',
  workload: 'in "workload"',
  probe: 'in "probe"',
  baseline: 'in "baseline"',
  healing: 'in "healing"',
  scaling: 'in "scaling"',
  watch: 'in "watch"',
  nodeHelper: 'in "nodeHelper"',
  load: 'in "load"',
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

function sectionOf(key: string): { section: Section; key: string } | null {
  const sections: readonly Section[] = [
    'workload',
    'probe',
    'baseline',
    'healing',
    'scaling',
    'scenario',
    'run',
    'watch',
    'nodeHelper',
    'load',
  ];
  for (const section of sections) {
    const found = keys[section].find((candidate) => normalise(candidate) === normalise(key));
    if (found !== undefined) return { section, key: found };
  }
  return null;
}
