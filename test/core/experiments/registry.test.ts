import { describe, expect, it } from 'vitest';
import { controllerKinds, experimentNames } from '../../../src/core/experiments/names.ts';
import { disturbanceOf, experimentOf, experiments } from '../../../src/core/experiments/registry.ts';

describe('the list of experiments', () => {
  it.each([
    ...experimentNames.map((experiment) => ({ experiment, burst: 1 })),
    { experiment: 'pod-start' as const, burst: 2 },
  ])('has exactly one for $experiment with $burst at once', (scenario) => {
    const fitting = experiments.filter((each) => each.fits(scenario));
    expect(fitting).toEqual([experimentOf(scenario)]);
    expect(fitting[0]?.name).toBe(scenario.experiment);
  });

  it('has one of every name, and none that no scenario is of', () => {
    expect(new Set(experiments.map(({ name }) => name))).toEqual(new Set(experimentNames));
    expect(experiments).toHaveLength(experimentNames.length + 1);
  });
});

it('a DaemonSet has its pods killed, and cannot be scaled', () => {
  expect(disturbanceOf('pod-start')).toBeNull();
  expect(disturbanceOf('healing')?.controllers).toEqual(controllerKinds);
  expect(disturbanceOf('scaling')?.controllers).not.toContain('DaemonSet');
});
