import { describe, expect, it } from 'vitest';
import { configPath, oneScenario, problemsOf, warningsOf } from './support.ts';

describe('the file itself', () => {
  it.each([
    ['', configPath, 'must be a mapping with the key "scenarios"'],
    ['- a', configPath, 'must be a mapping with the key "scenarios"'],
    ['namespace: a', 'scenarios', 'must be a list with at least one scenario'],
    ['scenarios: []', 'scenarios', 'must be a list with at least one scenario'],
    ['scenarios: { workload: {} }', 'scenarios', 'must be a list with at least one scenario'],
    ['scenarios: [app]', 'scenarios[0]', 'must be a mapping with the key "workload"'],
    [`${oneScenario()}defaults: [a]`, 'defaults', 'must be a mapping'],
    [`${oneScenario()}namespace: My Space`, 'namespace', 'must be the name of a namespace'],
    [`${oneScenario()}maxDuration: 25h`, 'maxDuration', 'must be a duration from 1s to 24h'],
    [`${oneScenario()}setupManifests: a.yml`, 'setupManifests', 'must be a list of paths'],
    [`${oneScenario()}setupManifests: [a.yml]`, 'setupManifests[0]', 'no such file'],
    ['a: 1\n\tb: 2', `${configPath}:2:1`, 'a tab indents this line; YAML allows only spaces'],
    ['scenarios: {{ a }}', `${configPath}:1:13`, 'a mapping or list cannot be a key'],
    [`${oneScenario()}---\n${oneScenario()}`, configPath, 'holds more than one YAML document'],
  ])('%j', (config, field, message) => {
    const problems = problemsOf({ config });
    expect(problems[0]?.field).toBe(field);
    expect(problems[0]?.message.slice(0, message.length)).toBe(message);
  });
});

describe('all problems are reported at once', () => {
  it('those of single values, of their combination and of flags', () => {
    const config = `
namespace: My Space
iterations: 5
defaults: { warmup: many }
scenarios:
  - workload: { image: Upper/App, port: 0 }
    timeout: 10s
    objectives: [p95 <= 30s, nonsense]
    probe: { status: 42, pth: / }
  - workload: { manifest: missing.yml }
`;
    const problems = problemsOf({ config, settings: { rule: 'loose', image: 'x' } });
    expect(problems.map(({ field }) => field).sort()).toEqual([
      '--image',
      '--rule',
      'defaults.warmup',
      'iterations',
      'namespace',
      'scenarios[0].objectives[1]',
      'scenarios[0].probe.pth',
      'scenarios[0].probe.status',
      'scenarios[0].timeout',
      'scenarios[0].workload.image',
      'scenarios[0].workload.port',
      'scenarios[1].workload.manifest',
    ]);
  });

  it('even where the file cannot be read', () => {
    const problems = problemsOf({ config: '{', settings: { seed: 'x', image: 'x' } });
    expect(problems.map(({ field }) => field)).toEqual([`${configPath}:1:2`, '--image', '--seed']);
  });
});

describe('warnings', () => {
  it('tell of a p99 that could never be proven', () => {
    const config = oneScenario('rule: proven', 'objectives: [p99 <= 1s, p95 <= 1s, max <= 2s]');
    const message = '"p99 <= 1s" can never be proven met in 180 iterations; it takes at least 299';
    // Nobody set the number: the objective is named, and the number as the default that it is.
    expect(warningsOf({ config })).toEqual([
      {
        field: 'scenarios[0].objectives',
        message: `${message} (180 is the default maximum of rule proven)`,
        fix: 'set scenarios[0].maxIterations to 299, or use a lower percentile such as p95',
      },
    ]);
    const given = oneScenario('rule: proven', 'maxIterations: 200', 'objectives: [p99 <= 1s]');
    expect(warningsOf({ config: given })).toMatchObject([
      { field: 'scenarios[0].maxIterations', value: '200' },
    ]);
  });

  it('tell of a quantile that is the maximum of so few iterations', () => {
    const message = expect.stringContaining('the p99 of at most 60 iterations is their maximum') as string;
    expect(warningsOf({ config: oneScenario('objectives: [p99 <= 1s, p95 <= 1s]') })).toMatchObject([
      { message },
    ]);
  });

  it('are silent where it can be', () => {
    const config = oneScenario('rule: proven', 'maxIterations: 299', 'objectives: [p99 <= 1s]');
    expect(warningsOf({ config })).toEqual([]);
  });
});
