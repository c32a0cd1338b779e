import { describe, expect, it } from 'vitest';
import { makeResult, spread } from '../../make-result.ts';
import { oneScenario, planOf, problemsOf, scenarioOf, warningsOf } from './support.ts';

const both = 'conditions: [cold-image, busy-node]';

describe('a scenario with conditions', () => {
  it('is one of its own as it is and under each of them, which differs in that alone', () => {
    const { scenarios } = planOf({ config: oneScenario('name: web', both) });
    const [plain, cold, busy] = scenarios;
    expect(scenarios.map(({ name }) => name)).toEqual(['web', 'web (cold image)', 'web (busy node)']);
    const condition = { of: 'web', load: null };
    expect(plain).toMatchObject({ imageCache: 'keep', condition: { kind: 'as-is', ...condition } });
    expect(cold).toEqual({
      ...plain,
      name: 'web (cold image)',
      imageCache: 'remove',
      condition: { kind: 'cold-image', ...condition },
    });
    expect(busy).toEqual({ ...plain, name: 'web (busy node)', condition: busy?.condition });
    expect(busy?.condition).toMatchObject({ kind: 'busy-node', of: 'web', load: { cpu: '80%' } });
  });

  it('has none without them', () => {
    const { scenarios } = planOf({ config: oneScenario('name: web') });
    expect(scenarios).toMatchObject([{ name: 'web', condition: null }]);
  });

  it('takes them from the defaults, a flag or an input as well', () => {
    const config = `defaults: { ${both} }\n${oneScenario('name: web')}`;
    expect(planOf({ config }).scenarios).toHaveLength(3);
    const image = { image: 'example.com/app:1', port: '8080' };
    for (const conditions of ['busy-node', ['busy-node'], 'cold-image\nbusy-node'])
      expect(planOf({ settings: { ...image, conditions } }).scenarios.map(({ name }) => name)).toContain(
        'app (busy node)',
      );
  });

  it('has its baseline under the same condition', () => {
    const { scenarios } = planOf({
      config: oneScenario('name: web', both, 'baseline: { image: example.com/app:0 }'),
    });
    const baselines = scenarios.map(({ baseline }) => (baseline?.kind === 'duet' ? baseline.scenario : null));
    expect(baselines).toMatchObject([
      { name: 'web (baseline)', imageCache: 'keep', condition: { kind: 'as-is' } },
      { name: 'web (cold image) (baseline)', imageCache: 'remove', condition: { kind: 'cold-image' } },
      { name: 'web (busy node) (baseline)', condition: { kind: 'busy-node', load: { cpu: '80%' } } },
    ]);
  });

  it('is compared with the same condition of an earlier run', () => {
    const earlier = makeResult({
      scenarios: ['web', 'web (busy node)'].map((name) => ({ iterations: spread(20), scenario: { name } })),
    });
    const { scenarios } = planOf({
      config: oneScenario('name: web', both, 'baseline: { result: main.json }'),
      files: { 'ci/main.json': JSON.stringify(earlier) },
    });
    expect(scenarios.map(({ baseline }) => baseline)).toMatchObject([
      { scenario: 'web' },
      null,
      { scenario: 'web (busy node)' },
    ]);
  });
});

describe('the load of a busy node', () => {
  it.each(['80%', '1%', '100%', '500m', '2', '0.5', '1.25'])('may take %s of each node', (cpu) => {
    const load = `load: { image: registry.example.com/burn:1, command: [burn, $(LOAD_THREADS)], cpu: "${cpu}" }`;
    const { scenarios } = planOf({ config: oneScenario(both, load) });
    expect(scenarios[2]?.condition?.load).toEqual({
      image: 'registry.example.com/burn:1',
      command: ['burn', '$(LOAD_THREADS)'],
      cpu,
    });
  });

  it.each(['0', '0%', '101%', '0m', '0.0', '2 cores', '-1', '80 %'])('may not take %s', (cpu) => {
    expect(problemsOf({ config: oneScenario(both, `load: { cpu: "${cpu}" }`) })).toMatchObject([
      {
        field: 'scenarios[0].load.cpu',
        value: cpu,
        message: expect.stringContaining('such as 80%') as string,
      },
    ]);
  });

  it('is told to have no effect where no node is to be busy, but not in the defaults', () => {
    const load = 'load: { cpu: 50% }';
    expect(warningsOf({ config: oneScenario(load) })).toMatchObject([{ field: 'scenarios[0].load' }]);
    expect(warningsOf({ config: `defaults: { ${load} }\n${oneScenario()}` })).toEqual([]);
  });
});

describe('conditions that cannot be', () => {
  it('are refused with what is wrong and how to go on, all at once', () => {
    const conditions = 'conditions: [cold-image, cold-image, hot-image]';
    const lines = [conditions, 'imageCache: remove', 'imagePullPolicy: Never'];
    const problems = problemsOf({ config: oneScenario(...lines) });
    expect(problems.map(({ field }) => field).toSorted()).toEqual([
      'scenarios[0].conditions',
      'scenarios[0].conditions[1]',
      'scenarios[0].conditions[2]',
      'scenarios[0].imagePullPolicy',
      'scenarios[0].imagePullPolicy',
    ]);
    expect(problems).toContainEqual({
      field: 'scenarios[0].conditions[2]',
      value: 'hot-image',
      message: 'must be one of: cold-image, busy-node',
      fix: 'did you mean "cold-image"?',
    });
  });

  it('are refused where there are none', () => {
    expect(problemsOf({ config: oneScenario('conditions: []') })).toMatchObject([
      { field: 'scenarios[0].conditions' },
    ]);
  });

  it('are refused where another scenario has the name', () => {
    const config = `${oneScenario('name: web', both)}  - { name: web (busy node), workload: { image: a, port: 80 } }\n`;
    expect(problemsOf({ config })).toMatchObject([{ field: 'scenarios[1].name', value: 'web (busy node)' }]);
  });

  it('with a cold image need an experiment that starts pods', () => {
    const healing = oneScenario('experiment: healing', 'conditions: [cold-image]');
    expect(problemsOf({ config: healing }).map(({ field }) => field)).toContain('scenarios[0].conditions');
    expect(scenarioOf({ config: oneScenario('conditions: [busy-node]') }).condition?.kind).toBe('as-is');
  });
});
