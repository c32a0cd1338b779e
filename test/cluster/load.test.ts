import { expect, test } from 'vitest';
import { startCli } from './support/cli.ts';
import { configIn, isLoad, load, podsIn, seen, workload } from './support/conditions.ts';
import { environment } from './support/environment.ts';
import { leftovers, leftoversAfter, makeNamespace } from './support/kubectl.ts';
import { makeFolder, measureOnce } from './support/result.ts';

const longMs = 600_000;

test(
  'a load that does not last makes the starts beside it invalid',
  async () => {
    using folder = makeFolder();
    const config = configIn(
      folder.path,
      'scenarios:',
      '  - name: web',
      `    ${workload(environment().slowStartImage, '--listen-after=5s')}`,
      '    conditions: [busy-node]',
      '    iterations: 2',
      '    probe: { via: node-port }',
      '    warmup: 0',
      // Not burning: the flag is for nothing but to end.
      `    load: { image: '${environment().slowStartImage}', command: [/slow-start, --exit-after=2s], cpu: 10% }`,
    );
    const run = await measureOnce(['-c', config], { timeoutMs: longMs });
    const [plain, busy] = run.result.scenarios;
    expect(plain?.summary).toMatchObject({ count: 2, invalid: 0 });
    expect(busy).toMatchObject({ stoppedBecause: 'too-many-invalid', summary: { count: 0 } });
    for (const { outcome, reason, message } of busy?.iterations ?? []) {
      expect({ outcome, reason }).toEqual({ outcome: 'invalid', reason: 'LoadEnded' });
      expect(message).toContain('exit code 1');
    }
    expect(await leftoversAfter(30_000, run.result.runId)).toEqual([]);
  },
  longMs,
);

test(
  'a load that cannot run ends the run, which says why, and leaves nothing in a namespace of the user’s',
  async () => {
    using folder = makeFolder();
    await using namespace = await makeNamespace();
    const config = configIn(
      folder.path,
      'scenarios:',
      '  - name: web',
      `    ${workload(environment().slowStartImage)}`,
      '    conditions: [busy-node]',
      '    iterations: 1',
      `    load: { image: '${environment().slowStartImage}', command: [/no-such-program] }`,
    );
    const run = await measureOnce(['-c', config, '-n', namespace.name], { timeoutMs: longMs });
    expect(run.code).toBe(3);
    expect(run.stderr).toMatch(/the load that keeps the nodes busy does not run: .*no such file/);
    expect(await leftovers(run.result.runId)).toEqual([]);
  },
  longMs,
);

test(
  'an interruption takes the load along',
  async () => {
    using folder = makeFolder();
    await using namespace = await makeNamespace();
    const config = configIn(
      folder.path,
      'scenarios:',
      '  - name: web',
      `    ${workload(environment().slowStartImage, '--never-listen')}`,
      '    conditions: [busy-node]',
      `    ${load('10%')}`,
    );
    const { child, ended } = startCli([
      'run',
      '-c',
      config,
      '-n',
      namespace.name,
      '--seed',
      '1',
      '--warmup',
      '0',
      // The plain start comes first, and has to be over.
      '--timeout',
      '5s',
    ]);
    await seen(namespace.name, isLoad);
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
    expect(await podsIn(namespace.name)).toEqual([]);
  },
  longMs,
);
