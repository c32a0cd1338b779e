import { describe, expect, it } from 'vitest';
import { startedScenarios } from '../../../src/core/plan.ts';
import { makeResult, spread } from '../../make-result.ts';
import {
  documents,
  oneScenario,
  planOf,
  pod,
  problemsOf,
  scenarioOf,
  service,
  warningsOf,
} from './support.ts';

const image = { image: 'example.com/app:2', port: '8080' };
const earlier = JSON.stringify(
  makeResult({ scenarios: [{ iterations: spread(20), scenario: { name: 'app' } }] }),
);

describe('a baseline image', () => {
  it('is the same scenario with another image, without objectives', () => {
    const settings = { ...image, baselineImage: 'example.com/app:1', objectives: 'p95 <= 30s', env: 'A=b' };
    const scenario = scenarioOf({ settings });
    expect(scenario.baseline).toEqual({
      kind: 'duet',
      label: 'example.com/app:1',
      maxRegression: 0.1,
      scenario: {
        ...scenario,
        name: 'app (baseline)',
        workload: { ...scenario.workload, image: 'example.com/app:1' },
        objectives: [],
        baseline: null,
      },
    });
  });

  it('is started too', () => {
    const plan = planOf({ settings: { ...image, baselineImage: 'example.com/app:1' } });
    expect(startedScenarios(plan).map(({ name }) => name)).toEqual(['app', 'app (baseline)']);
  });

  it('stands in the file, where a setting wins over it', () => {
    const config = oneScenario('baseline: { image: example.com/app:0, maxRegression: 25% }');
    expect(scenarioOf({ config }).baseline).toMatchObject({
      label: 'example.com/app:0',
      maxRegression: 0.25,
    });
    const settings = { baselineImage: 'example.com/app:main', maxRegression: '5%' };
    expect(scenarioOf({ config, settings }).baseline).toMatchObject({
      label: 'example.com/app:main',
      maxRegression: 0.05,
    });
  });

  it('that is the image itself is allowed, with a warning', () => {
    const settings = { ...image, baselineImage: image.image };
    expect(scenarioOf({ settings }).baseline).not.toBeNull();
    expect(warningsOf({ settings })).toMatchObject([
      {
        field: '--baseline-image',
        message: 'baseline and candidate are identical; only noise would show',
      },
    ]);
  });

  it('does not go with a manifest, nor a baseline manifest with an image', () => {
    const files = { 'app.yml': documents(service(), pod()) };
    expect(problemsOf({ settings: { manifest: 'app.yml', baselineImage: 'app:1' }, files })).toMatchObject([
      { field: '--baseline-image', fix: expect.stringContaining('--baseline-manifest') as string },
    ]);
    expect(problemsOf({ settings: { ...image, baselineManifest: 'app.yml' }, files })).toMatchObject([
      { field: '--baseline-manifest', fix: expect.stringContaining('--baseline-image') as string },
    ]);
  });

  it('belongs to one scenario: not to a file with several', () => {
    const scenario = (name: string) => `  - { name: ${name}, workload: { image: ${name}, port: 1 } }\n`;
    const config = `scenarios:\n${scenario('one')}${scenario('two')}`;
    expect(problemsOf({ config, settings: { baselineImage: 'app:1' } })).toMatchObject([
      { field: '--baseline-image', message: 'belongs to one scenario, and the file has 2' },
    ]);
  });

  it('needs ten pairs at least, of which five would show nothing', () => {
    const settings = { ...image, baselineImage: 'app:1', iterations: '9' };
    expect(problemsOf({ settings })).toMatchObject([
      { field: '--iterations', value: '9', fix: 'use at least 10' },
    ]);
    expect(problemsOf({ settings: { ...settings, iterations: '10' } })).toEqual([]);
  });

  it('whose name another scenario has is refused', () => {
    const config = `
scenarios:
  - { name: app, workload: { image: a, port: 1 }, baseline: { image: b } }
  - { name: app (baseline), workload: { image: c, port: 1 } }
`;
    expect(problemsOf({ config })).toMatchObject([{ field: 'scenarios[1].name', value: 'app (baseline)' }]);
  });
});

describe('a baseline manifest', () => {
  const files = {
    'app.yml': documents(service('web'), pod()),
    'main.yml': documents(service('old'), pod('old')),
    'broken.yml': 'kind: [',
  };

  it('is started with the service and the objects of its own', () => {
    const { baseline } = scenarioOf({
      settings: { manifest: 'app.yml', baselineManifest: 'main.yml' },
      files,
    });
    expect(baseline).toMatchObject({
      kind: 'duet',
      label: 'main.yml',
      scenario: { name: 'app (baseline)', probe: { service: 'old' }, workload: { kind: 'manifest' } },
    });
  });

  it('is looked for beside the configuration file that names it', () => {
    const config = 'scenarios: [{ workload: { manifest: app.yml }, baseline: { manifest: main.yml } }]';
    const inFolder = Object.fromEntries(Object.entries(files).map(([name, text]) => [`ci/${name}`, text]));
    expect(scenarioOf({ config, files: inFolder }).baseline).toMatchObject({ label: 'main.yml' });
  });

  it('tells what is wrong in it together with everything else', () => {
    const settings = { manifest: 'nowhere.yml', baselineManifest: 'broken.yml', status: '99' };
    const fields = problemsOf({ settings, files }).map(({ field }) => field);
    expect(fields).toEqual(expect.arrayContaining(['--manifest', '--status']));
    expect(fields.some((field) => field.startsWith('broken.yml'))).toBe(true);
  });
});

describe('a stored baseline', () => {
  const settings = { ...image, baselineResult: 'before.json' };

  it('is the scenario of the same name in an earlier result', () => {
    const { baseline } = scenarioOf({ settings, files: { 'before.json': earlier } });
    expect(baseline).toMatchObject({
      kind: 'stored',
      label: 'before.json',
      scenario: 'app',
      maxRegression: 0.1,
    });
  });

  it.each([
    ['that is not there', {}, 'no such file'],
    ['that is no JSON', { 'before.json': '{' }, 'is not JSON'],
    ['of another kind', { 'before.json': '{}' }, 'is not a result of version 1'],
  ])('%s is refused', (_, files, message) => {
    const problems = problemsOf({ settings, files: files });
    expect(problems).toMatchObject([
      {
        field: '--baseline-result',
        value: 'before.json',
        message: expect.stringContaining(message) as string,
      },
    ]);
  });

  it('without such a scenario is no baseline, with a warning', () => {
    const named = (name: string) => ({ iterations: spread(20), scenario: { name } });
    const files = { 'before.json': JSON.stringify(makeResult({ scenarios: [named('one'), named('two')] })) };
    expect(scenarioOf({ settings, files }).baseline).toBeNull();
    expect(warningsOf({ settings, files })).toMatchObject([{ field: '--baseline-result' }]);
  });

  it('is one of three: no scenario has two baselines', () => {
    const both = { ...settings, baselineImage: 'app:1' };
    expect(problemsOf({ settings: both, files: { 'before.json': earlier } })).toMatchObject([
      { field: '--baseline-result', message: expect.stringContaining('--baseline-image') as string },
    ]);
  });
});

describe('the regression that is allowed', () => {
  it.each(['10', '-5%', '2000%', 'ten'])('is a percentage, which %s is not', (maxRegression) => {
    expect(problemsOf({ settings: { ...image, baselineImage: 'app:1', maxRegression } })).toMatchObject([
      { field: '--max-regression', message: 'must be a percentage from 0% to 1000%, for instance 10%' },
    ]);
  });

  it('has no effect without a baseline, and says so', () => {
    expect(warningsOf({ settings: { ...image, maxRegression: '10%' } })).toMatchObject([
      { field: '--max-regression', message: 'has no effect: no baseline is given' },
    ]);
  });
});
