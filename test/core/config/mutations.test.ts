import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseManifests } from '../../../src/core/config/manifests.ts';
import { configSchema, scenarioSchema } from '../../../src/core/config/schema.ts';
import { settings, type RawValue, type SettingName } from '../../../src/core/config/resolve.ts';
import { documents, pod, resolve, service } from './support.ts';

const text = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '',
    '0',
    '-1',
    '1e999',
    '30s',
    '0s',
    '999999999h',
    'p95 <= 30s',
    'p95 <= 1e3s',
    'NaN',
    '__proto__',
  ),
);
const number = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(0, 1, 80, Number.NaN, Number.POSITIVE_INFINITY),
);
const anything: fc.Arbitrary<unknown> = fc.oneof(
  text,
  number,
  fc.boolean(),
  fc.constant(null),
  fc.array(text, { maxLength: 3 }),
  fc.dictionary(text, text, { maxKeys: 2 }),
  fc.jsonValue(),
);

/** Any keys of a mapping with any values, wrong ones too, among those that work. */
function mutated(keys: readonly string[], valid: Readonly<Record<string, unknown>>) {
  const key = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...keys) }, { weight: 1, arbitrary: text });
  const some = fc.dictionary(key, anything, { minKeys: 1, maxKeys: 2 });
  // Mostly none, so that plans come about as well.
  const change = fc.oneof({ weight: 5, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: some });
  return change.map((changes) => ({ ...valid, ...changes }));
}

const scenario = fc
  .tuple(
    mutated(Object.keys(scenarioSchema.shape.workload.unwrap().shape), {
      image: 'example.com/app',
      port: 80,
    }),
    mutated(Object.keys(scenarioSchema.shape.probe.unwrap().shape), {}),
  )
  .chain(([workload, probe]) => mutated(Object.keys(scenarioSchema.shape), { workload, probe }));
const config = fc
  .tuple(
    scenario.map((first) => ({ name: 'first', ...first })),
    fc.oneof({ weight: 9, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(anything) }),
  )
  .chain(([first, more]) => mutated(Object.keys(configSchema.shape), { scenarios: [first, ...more] }));
const rawValue: fc.Arbitrary<RawValue> = fc.oneof(
  text,
  fc.double(),
  fc.boolean(),
  fc.array(text, { maxLength: 3 }),
);
const setting = fc.constantFrom(...(Object.keys(settings) as SettingName[]));
const flags = fc.oneof(fc.constant({}), fc.dictionary(setting, rawValue, { minKeys: 1, maxKeys: 2 }));

/** Every number of a value, however deep. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

function expectSound(resolution: ReturnType<typeof resolve>): void {
  if ('problems' in resolution) {
    expect(resolution.problems.length).toBeGreaterThan(0);
    for (const { field, message } of resolution.problems) expect(field && message).not.toBe('');
    return;
  }
  expect(resolution.plan.scenarios.length).toBeGreaterThan(0);
  expect(numbersIn(resolution.plan).filter((found) => !Number.isFinite(found))).toEqual([]);
  for (const { timeoutMs, objectives } of resolution.plan.scenarios)
    for (const { limitMs } of objectives) expect(timeoutMs).toBeGreaterThanOrEqual(limitMs);
}

it('any configuration gives a sound plan or says what is wrong', () => {
  fc.assert(
    fc.property(config, flags, (file, given) => {
      expectSound(resolve({ config: JSON.stringify(file), settings: given }));
    }),
    { numRuns: 500 },
  );
});

it('any settings give a sound plan or say what is wrong', () => {
  const files = { 'app.yml': documents(pod(), service()) };
  const start = fc.constantFrom<Partial<Record<SettingName, RawValue>>>(
    { image: 'example.com/app', port: '80' },
    { manifest: 'app.yml' },
    {},
  );
  fc.assert(
    fc.property(start, flags, (valid, given) => {
      expectSound(resolve({ settings: { ...valid, ...given }, files }));
    }),
    { numRuns: 500 },
  );
});

it('any text of a configuration file gives a sound plan or says what is wrong', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (file) => expectSound(resolve({ config: file }))));
});

it('any document is a Kubernetes object or has a problem', () => {
  fc.assert(
    fc.property(fc.array(anything, { minLength: 1, maxLength: 3 }), (values) => {
      const { manifests, problems } = parseManifests(
        values.map((value) => JSON.stringify(value)).join('\n---\n'),
        'a',
      );
      expect(manifests.length + problems.length).toBeGreaterThan(0);
    }),
  );
});
