import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IterationResult, ScenarioResult } from '../../../src/core/result.ts';
import { configIn, isLoad, load, look, workload } from '../support/conditions.ts';
import { environment } from '../support/environment.ts';
import { leftovers, makeNamespace, type TestNamespace } from '../support/kubectl.ts';
import { inNode } from '../support/node.ts';
import { makeFolder, measureOnce, type Measured } from '../support/result.ts';

const longMs = 900_000;

describe('two scenarios, one of them under all conditions', () => {
  // In the registry is a copy with an identity of its own, so that the load’s image does not go with it.
  const image = (): string => `${environment().registry}/slow-start:test`;
  const folder = makeFolder();
  const sightings: string[][] = [];
  let namespace: TestNamespace;
  let run: Measured;

  beforeAll(async () => {
    namespace = await makeNamespace({ 'pod-security.kubernetes.io/enforce': 'baseline' });
    await inNode(['crictl', 'pull', image()]);
    const config = configIn(
      folder.path,
      'defaults: { iterations: 2, warmup: 1, probe: { via: node-port } }',
      'scenarios:',
      '  - name: web',
      `    ${workload(image(), '--work=300ms')}`,
      '    conditions: [cold-image, busy-node]',
      `    ${load('80%')}`,
      '  - name: other',
      `    ${workload(environment().slowStartImage)}`,
    );
    const flags = ['-c', config, '-n', namespace.name, '--seed', '1'];
    // A load on the CPUs that this process has too makes it stall now and then, the more the busier the machine is.
    for (let times = 1; times === 1 || (times <= 3 && hasStalled(run)); times += 1) {
      sightings.length = 0;
      const looking = new AbortController();
      const watching = look(namespace.name, sightings, looking.signal);
      run = await measureOnce(flags, { timeoutMs: longMs });
      looking.abort();
      await watching;
    }
  }, longMs);

  afterAll(async () => {
    folder[Symbol.dispose]();
    await namespace.remove();
  });

  test('measures each as often as it was asked for', () => {
    expect(run).toMatchObject({ code: 0, result: { complete: true, error: null } });
    expect(run.result.scenarios.map(({ name }) => name)).toEqual([
      'web',
      'web (cold image)',
      'web (busy node)',
      'other',
    ]);
    for (const { summary } of run.result.scenarios) expect(summary).toMatchObject({ count: 2, failed: 0 });
  });

  test('starts each once in every round, in an order of its own, and never two at once', () => {
    const starts = run.result.scenarios
      .flatMap(({ name, iterations }) => iterations.map((iteration) => ({ name, ...iteration })))
      .toSorted((one, other) => one.startedAt.localeCompare(other.startedAt));
    const rounds = starts.map(({ round }) => round ?? 0);
    expect(rounds).toEqual(rounds.toSorted((one, other) => one - other));
    const orders = [1, 2, 3].map((round) =>
      starts.filter((start) => start.round === round).map(({ name }) => name),
    );
    const names = run.result.scenarios.map(({ name }) => name).toSorted();
    for (const order of orders) expect(order.toSorted()).toEqual(names);
    expect(new Set(orders.map((order) => order.join())).size).toBeGreaterThan(1);
    for (const [index, { startedAt, totalMs }] of starts.entries()) {
      const next = starts[index + 1];
      if (next !== undefined)
        expect(Date.parse(next.startedAt)).toBeGreaterThan(Date.parse(startedAt) + (totalMs ?? 0));
    }
  });

  test('pulls the image in the condition cold-image, and in no other', () => {
    const kinds = (name: string) =>
      judged(name).flatMap(({ imagePulls }) => imagePulls.map(({ kind }) => kind));
    expect(kinds('web (cold image)')).toEqual(Array(2).fill('pulled'));
    expect(kinds('web')).toEqual(Array(2).fill('present'));
    expect(kinds('web (busy node)')).toEqual(Array(2).fill('present'));
  });

  test('has the load on the node while starts beside it go on, and at no other time', () => {
    const withLoad = sightings.filter((pods) => pods.some(isLoad));
    expect(withLoad.length).toBeGreaterThan(0);
    for (const pods of withLoad)
      expect(pods.filter((pod) => !isLoad(pod) && !pod.startsWith('web-busy-node'))).toEqual([]);
    const busy = sightings.filter((pods) => pods.some((pod) => pod.startsWith('web-busy-node Running')));
    expect(busy.length).toBeGreaterThan(0);
  });

  test('slows down what needs the CPU to start', () => {
    const [plain, busy] = ['web', 'web (busy node)'].map((name) => medianOf(scenario(name)));
    expect(busy).toBeGreaterThan((plain ?? Infinity) + 200);
  });

  test('records what each was started under', () => {
    expect(run.result.scenarios.map(({ condition }) => condition)).toMatchObject([
      { kind: 'as-is', of: 'web', load: null },
      { kind: 'cold-image', of: 'web', load: null },
      { kind: 'busy-node', of: 'web', load: { image: environment().slowStartImage, cpu: '80%' } },
      null,
    ]);
    expect(run.result.scenarios.map(({ condition }) => condition).at(-1)).toBeNull();
  });

  test('leaves nothing behind', async () => {
    expect(await leftovers(run.result.runId)).toEqual([]);
  });

  function scenario(name: string): ScenarioResult {
    const found = run.result.scenarios.find((each) => each.name === name);
    if (found === undefined) throw new Error(`no scenario ${name}`);
    return found;
  }

  function judged(name: string): IterationResult[] {
    return scenario(name).iterations.filter(({ warmup, outcome }) => !warmup && outcome !== 'invalid');
  }
});

function hasStalled({ result }: Measured): boolean {
  return result.scenarios.some(({ iterations }) => iterations.some(({ reason }) => reason === 'Stalled'));
}

function medianOf({ summary }: ScenarioResult): number {
  return summary.p50Ms ?? Infinity;
}
