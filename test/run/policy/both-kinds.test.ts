import { describe, expect, it } from 'vitest';
import { FakeCluster } from './fake-cluster.ts';
import { runPolicyText } from './support.ts';

const apply = 'kubectl: { action: apply, payload: "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}" }';

describe('A policy with scenarios of both kinds', () => {
  const header = (exit: string): string => `
config: { runStrategy: { runs: 2, minSecondsBetweenRuns: 0, maxSecondsBetweenRuns: 0 }, exitStrategy: { strategy: ${exit} } }
scenarios:
`;
  const measured = (name: string): string => `
- name: ${name}
  steps:
  - kubectl:
      action: apply
      payload: |
        { apiVersion: v1, kind: Pod, metadata: { name: web, labels: { app: web } }, spec: { containers: [] } }
        ---
        { apiVersion: v1, kind: Service, metadata: { name: web }, spec: { selector: { app: web }, ports: [{ port: 80 }] } }
  - wait: { seconds: 1 }
  - probeHTTP: { target: { service: { name: web, namespace: default } } }
`;
  const both = (exit: string): string =>
    `${header(exit)}${measured('measured')}\n- name: literal\n  steps: [{ ${apply} }]\n`;

  it('measures what it can and runs the rest, and its verdict is the worst of both', async () => {
    const cluster = new FakeCluster();
    const { result, policy } = await runPolicyText(both('report'), cluster);
    expect(result.scenarios[0]).toMatchObject({ name: 'measured', verdict: 'met' });
    expect(policy.scenarios.map(({ how, measuredAs, runs }) => [how, measuredAs, runs.length])).toEqual([
      ['measured', 'measured', 0],
      ['literal', null, 2],
    ]);
    expect(result.verdict).toBe('met');
    cluster.refuse = () => 'no';
    expect((await runPolicyText(both('report'), cluster)).result.verdict).toBe('violated');
  });

  it('ends with fail-fast at a start that took too long', async () => {
    const cluster = new FakeCluster();
    const { result, policy } = await runPolicyText(both('fail-fast'), cluster, {
      script: () => ({ answerMs: 1500 }),
    });
    expect(result).toMatchObject({ complete: true, verdict: 'violated' });
    expect(policy).toMatchObject({ stoppedBecause: 'fail-fast', scenarios: [{}, { runs: [] }] });
    expect(cluster.log).toEqual(['close']);
  });

  it('starts nothing else with fail-fast once a start took too long, and says what was not run', async () => {
    const text = header('fail-fast') + measured('one') + measured('other');
    const { result, policy } = await runPolicyText(text, new FakeCluster(), {
      settings: { warmup: 0 },
      script: () => ({ answerMs: 1500 }),
    });
    const [failed, ...others] = result.scenarios;
    expect(others).toEqual([]);
    expect(failed).toMatchObject({ verdict: 'violated', summary: { count: 1 } });
    const notRun = policy.scenarios.filter(({ name }) => name !== failed?.name);
    expect(notRun).toMatchObject([{ measuredAs: null }]);
    expect(notRun[0]?.notes.at(-1)).toBe(
      'not run: an earlier scenario failed, and the policy says fail-fast',
    );
  });

  it('says of each scenario how it is run, and why', async () => {
    const { events } = await runPolicyText(both('report'), new FakeCluster());
    const notes = events.flatMap((event) => (event.kind === 'note' ? [event.message] : []));
    expect(notes.slice(0, 2)).toEqual([
      expect.stringContaining('measured: measured: how long until it is available'),
      expect.stringContaining('literal: run step by step as PowerfulSeal does, since its steps are not'),
    ]);
  });
});
