import { describe, expect, it } from 'vitest';
import { likelyCauses, type WorkloadTraits } from '../../src/core/causes.ts';
import { record, usual } from './experiments/recorded.ts';

const nothing: WorkloadTraits = {
  mountsToken: false,
  readinessPeriodSeconds: null,
  readinessDelaySeconds: 0,
  cpuLimitMillicores: null,
  hasInitContainers: false,
  createsService: false,
};

describe('a CPU limit under one core', () => {
  const messagesOf = (traits: Partial<WorkloadTraits>): string[] =>
    likelyCauses({ ...nothing, ...traits }, [record(usual)]).flatMap(({ name, message }) =>
      name === 'cpu-limit' ? [message] : [],
    );

  it.each([
    ['container', {}],
    ['pod', { isPodLimited: true }],
  ])('is a likely cause of a slow application, as the limit of the %s', (owner, traits) => {
    expect(messagesOf({ cpuLimitMillicores: 200, ...traits })).toEqual([
      `the ${owner} has a CPU limit of 200m, which slows its start; try a higher limit or none (saving unknown)`,
    ]);
  });

  it('is none where there is no limit, or a larger one', () => {
    expect(messagesOf({})).toEqual([]);
    expect(messagesOf({ cpuLimitMillicores: 1000 })).toEqual([]);
  });
});
