import { describe, expect, it } from 'vitest';
import { PodStartSloError } from '../../src/core/errors.ts';
import type { Plan, Scenario } from '../../src/core/plan.ts';
import { needsLoadBalancer } from '../../src/hosts/load-balancer-need.ts';
import { startRun } from '../../src/hosts/start-run.ts';
import { makeScenario } from '../make-result.ts';
import { makePlan } from '../make-plan.ts';

const healing = {
  kill: 'force',
  pick: 'random',
  selector: {},
  container: null,
  gracePeriodSeconds: null,
} as const;

/** What becomes of a run on a cluster that is not there. */
async function failureOf(overrides: Partial<Plan>): Promise<PodStartSloError> {
  const web = makeScenario([], { name: 'web', experiment: 'healing', healing });
  const plan = makePlan([web], { namespace: 'shop', ...overrides });
  const signal = new AbortController().signal;
  const ended = startRun({
    plan,
    cluster: { kind: 'existing', kubeconfig: '/nowhere/kubeconfig', context: null },
    report: () => undefined,
    onResult: () => Promise.resolve(),
    env: {},
    signal,
    cleanupSignal: signal,
  });
  const error: unknown = await ended.catch((reason: unknown) => reason);
  if (error instanceof PodStartSloError) return error;
  throw new Error('the run did not fail', { cause: error });
}

describe('a run that kills pods on a cluster it has not made', () => {
  it('is refused before the cluster is even looked for, unless it is confirmed', async () => {
    const { code, facts } = await failureOf({});
    expect(code).toBe('usage');
    expect(facts.problems).toMatchObject([{ field: 'experiment of scenario web', value: 'healing' }]);
    expect(facts.problems?.[0]?.fix).toContain('--yes');
  });

  it('goes on to the cluster once it is', async () => {
    const { facts, message } = await failureOf({ confirmed: true });
    expect(JSON.stringify([message, facts])).not.toContain('--yes');
    expect(JSON.stringify([message, facts])).toContain('/nowhere/kubeconfig');
  });

  it('is not asked about ordinary starts', async () => {
    const { message, facts } = await failureOf({ scenarios: [makeScenario([])] });
    expect(JSON.stringify([message, facts])).toContain('/nowhere/kubeconfig');
  });
});

describe('Whether a plan asks for the address of a load balancer', () => {
  const withVia = (via: Scenario['probe']['via']): Plan => {
    const scenario = makeScenario([]);
    return makePlan([{ ...scenario, probe: { ...scenario.probe, via } }]);
  };

  it.each([
    ['load-balancer', 'yes'],
    ['auto', 'maybe'],
    ['cluster-ip', 'maybe'],
    ['node-port', 'no'],
  ] as const)('via %s: %s', (via, needed) => {
    expect(needsLoadBalancer(withVia(via))).toBe(needed);
  });
});
