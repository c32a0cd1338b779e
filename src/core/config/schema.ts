import * as z from 'zod';

import { sections } from '../options/sections.ts';
import { settings, type Level, type SectionAt, type Setting, type ValuesAt } from '../options/table.ts';
import { description } from '../options/texts.ts';
import { schemaOf } from './rules.ts';

/**
 * The schema of the configuration file, made from the tables of options. The JSON Schema for editors and
 * docs/reference/configuration.md are generated from it (scripts/generate-schemas.ts). Every key is optional here, since
 * `defaults`, flags and inputs may give it; what is missing in the end is found by scenario.ts.
 */
type Optional<Values> = { [K in keyof Values]: z.ZodOptional<z.ZodType<Values[K]>> };
type Mapping<L extends Level, S extends string> = z.ZodOptional<
  z.ZodObject<Optional<ValuesAt<L, `${S}.`>>, z.core.$strict>
>;
type Shape<L extends Level> = Optional<ValuesAt<L, ''>> & { [S in SectionAt<L>]: Mapping<L, S> };

function leafOf(setting: Setting): z.ZodType {
  const { type, default: value, otherwise, examples } = setting;
  return schemaOf(type)
    .describe(description(setting))
    .meta({
      ...(value === undefined || otherwise !== undefined ? {} : { default: value }),
      ...(examples === undefined ? {} : { examples }),
    })
    .optional();
}

/** Keys that an editor marks as wrong where a workload is no image. */
const ofAnImage = Object.fromEntries(
  ['image', 'port', 'env', 'command', 'args', 'restricted', 'replicas'].map((key) => [key, false]),
);
const exclusions = {
  manifest: { properties: ofAnImage },
  inlineManifest: { properties: { ...ofAnImage, manifest: false } },
  target: { properties: ofAnImage },
};

function mappingOf(name: keyof typeof sections, keys: Readonly<Record<string, z.ZodType>>): z.ZodType {
  const { help, error } = sections[name];
  return z
    .strictObject(keys, { error })
    .meta({ id: name, ...(name === 'workload' ? { dependentSchemas: exclusions } : {}) })
    .describe(help)
    .optional();
}

/** The keys of a level, mappings where the tables first name one of their keys. */
function shapeOf<L extends Level>(level: L): Shape<L> {
  const own = Object.values(settings).filter((setting) => setting.level === level);
  const shape: Record<string, z.ZodType> = {};
  for (const setting of own) {
    const [first = '', second] = setting.path.split('.');
    if (second === undefined) shape[first] = leafOf(setting);
    else shape[first] ??= mappingOf(first as SectionAt<Level>, keysOf(own, `${first}.`));
  }
  return shape as unknown as Shape<L>;
}

function keysOf(own: readonly Setting[], prefix: string): Record<string, z.ZodType> {
  const inside = own.filter(({ path }) => path.startsWith(prefix));
  return Object.fromEntries(inside.map((setting) => [setting.path.slice(prefix.length), leafOf(setting)]));
}

const scenarioShape = shapeOf('scenario');
const { name: ofOneScenario, ...commonShape } = scenarioShape;
const runShape = shapeOf('run');

export const scenarioSchema = z
  .strictObject({ name: ofOneScenario, ...commonShape })
  .meta({ id: 'scenario' });

export const defaultsSchema = z.strictObject(commonShape).meta({ id: 'defaults' });

export const configSchema = z.strictObject({
  scenarios: z
    .array(scenarioSchema)
    .min(1)
    .describe(
      'What is measured, alternately: in rounds of one start each, in an order that is drawn anew for each round.',
    ),
  defaults: defaultsSchema.describe('Keys that every scenario inherits unless it has its own.').optional(),
  ...runShape,
});

/** What is left of the file without its scenarios, which are checked one by one. */
export const runSchema = z.strictObject(runShape);

export type ScenarioInput = z.infer<typeof scenarioSchema>;
export type RunValues = z.infer<typeof runSchema>;
export type ProbeInput = NonNullable<ScenarioInput['probe']>;
export type WorkloadInput = NonNullable<ScenarioInput['workload']>;
export type WatchInput = NonNullable<RunValues['watch']>;
export type ClusterInput = NonNullable<RunValues['cluster']>;
export type NodeHelperInput = NonNullable<RunValues['nodeHelper']>;
