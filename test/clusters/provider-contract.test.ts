import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { sweepClusters } from '../../src/clusters/own/sweep.ts';
import type { ClusterChoice } from '../../src/clusters/choice.ts';
import { folders, making, standFor, startAndStop } from './making.ts';
import { standIns, type StandIns } from './stand-in.ts';

const using = making.map((choice) => ({ ...choice, isThere: true }));

/** A run of a process of its own that is killed when it has its cluster. */
async function killedWith(choice: ClusterChoice, { env }: StandIns): Promise<void> {
  const script = join(import.meta.dirname, 'start-and-stay.ts');
  const child = spawn(process.execPath, [script, JSON.stringify(choice)], {
    env: { ...env, TMPDIR: tmpdir() },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'close');
}

describe.each(making)('The provider $kind', (choice) => {
  it('makes a cluster, says how to reach it and its nodes, and deletes it', async () => {
    using stand = standIns();
    const started = await startAndStop(choice, stand);
    expect(started.kubeconfig).toMatch(/kubeconfig$/);
    expect(started.context).toMatch(/slo$/);
    expect(started.imageCache).not.toBeNull();
    expect(started.containerKiller).not.toBeNull();
    expect(stand.ran().some((line) => / (create|start) /.test(line))).toBe(true);
    expect([...stand.clusters(), ...folders(choice)]).toEqual([]);
  });

  it('refuses a name that is taken, and does not touch what has it', async () => {
    using stand = standIns();
    stand.make('slo');
    const starting = standFor(choice, stand).provider.start(new AbortController().signal);
    await expect(starting).rejects.toMatchObject({
      code: 'usage',
      facts: { problems: [{ field: '--cluster-name', value: 'slo' }] },
    });
    expect(stand.clusters()).toEqual(['slo']);
  });

  it('says what is about to be made before it is, once the name is free', async () => {
    using stand = standIns();
    const seen: string[][] = [];
    const onCreating = (): Promise<void> => {
      seen.push(stand.clusters());
      return Promise.resolve();
    };
    await startAndStop({ ...choice, onCreating }, stand);
    expect(seen).toEqual([[]]);
  });

  it('leaves nothing where making it fails half-way, nor takes what is not its own', async () => {
    using stand = standIns({ FAIL: 'create' });
    stand.make('theirs');
    const { provider, warnings } = standFor(choice, stand);
    await expect(provider.start(new AbortController().signal)).rejects.toMatchObject({
      code: 'cluster',
      message: expect.stringContaining('no space left') as string,
    });
    expect([...stand.clusters(), ...folders(choice), ...warnings]).toEqual(['theirs']);
  });

  it('leaves nothing where it is interrupted half-way', async () => {
    using stand = standIns({ HANG: 'create' });
    const controller = new AbortController();
    const starting = standFor(choice, stand).provider.start(controller.signal);
    starting.catch(() => undefined);
    while (stand.clusters().length === 0) await sleep(10);
    controller.abort(new Error('enough'));
    await expect(starting).rejects.toThrow('enough');
    expect([...stand.clusters(), ...folders(choice)]).toEqual([]);
  });

  it('refuses a name that another run creates a cluster of, and leaves that run alone', async () => {
    using stand = standIns({ HANG: 'create' });
    const first = new AbortController();
    const starting = standFor(choice, stand).provider.start(first.signal);
    starting.catch(() => undefined);
    while (stand.clusters().length === 0) await sleep(10);
    const { provider } = standFor(choice, stand);
    await expect(provider.start(new AbortController().signal)).rejects.toMatchObject({
      code: 'usage',
      facts: {
        problems: [
          {
            ...{ field: '--cluster-name', value: 'slo' },
            message: expect.stringContaining(`another run (process ${process.pid} on `) as string,
          },
        ],
      },
    });
    expect(stand.clusters()).toEqual(['slo']);
    expect(stand.ran().filter((line) => / (create|start) /.test(line))).toHaveLength(1);
    first.abort(new Error('enough'));
    await expect(starting).rejects.toThrow('enough');
  });

  it('leaves a cluster that somebody else was quicker to create, though the name was free', async () => {
    using stand = standIns({ FAIL: 'quicker' });
    const { provider, warnings } = standFor(choice, stand);
    const starting = provider.start(new AbortController().signal);
    await expect(starting).rejects.toMatchObject(
      choice.kind === 'minikube' ? { code: 'cluster' } : { code: 'usage' },
    );
    expect(warnings).toEqual([]);
    if (choice.kind !== 'minikube') expect(stand.clusters()).toEqual(['slo']);
  });

  it('deletes by what it has seen itself create: another cluster of the name stays', async () => {
    using stand = standIns();
    const { signal } = new AbortController();
    const started = await standFor(choice, stand).provider.start(signal);
    stand.make('slo');
    expect(await started.stop(signal)).toEqual([]);
    expect(stand.clusters()).toEqual(['slo']);
    expect(stand.ran().filter((line) => / (delete|rm) /.test(line))).toEqual([]);
  });

  it('gives the name back: the next run takes it', async () => {
    using stand = standIns();
    await startAndStop(choice, stand);
    await startAndStop(choice, stand);
    expect(stand.clusters()).toEqual([]);
  });

  it('a cluster of a run that was killed is told by the next run, and deleted by clean', async () => {
    using stand = standIns();
    await killedWith(choice, stand);
    expect(stand.clusters()).toEqual(['slo']);

    const next = standFor({ ...choice, name: 'theirs' }, stand);
    const { signal } = new AbortController();
    await (await next.provider.start(signal)).stop(signal);
    const what = choice.kind === 'minikube' ? 'minikube profile slo' : `${choice.kind} cluster slo`;
    expect(next.warnings).toEqual([
      expect.stringMatching(`^left: ${what} \\(container .* of a run that was killed`),
    ]);
    await expect(standFor(choice, stand).provider.start(signal)).rejects.toMatchObject({
      facts: { problems: [{ message: expect.stringContaining(`is the name of ${what}`) as string }] },
    });

    const swept = await sweepClusters({ env: stand.env, signal });
    expect(swept).toEqual({ deleted: [expect.stringContaining(what)], left: [] });
    expect([...stand.clusters(), ...folders(choice)]).toEqual([]);
    expect(await sweepClusters({ env: stand.env, signal })).toEqual({ deleted: [], left: [] });
  });

  it('clean leaves a cluster that has the name of a killed run’s and is another', async () => {
    using stand = standIns();
    await killedWith(choice, stand);
    stand.make('slo');
    const { signal } = new AbortController();
    const { deleted } = await sweepClusters({ env: stand.env, signal });
    expect(deleted).toEqual([]);
    expect(stand.clusters()).toEqual(['slo']);
  });

  it('that is not installed is told of, with what to do', async () => {
    using stand = standIns({ PATH: '/nowhere' });
    const starting = standFor(choice, stand).provider.start(new AbortController().signal);
    await expect(starting).rejects.toMatchObject({
      code: 'cluster',
      message: `${choice.kind} is not installed`,
      facts: { hint: expect.stringContaining('--cluster existing') as string },
    });
  });
});

describe.each(using)('The provider $kind on a cluster that is there', (choice) => {
  it('uses it, loads images into it, and leaves it', async () => {
    using stand = standIns();
    stand.make('slo');
    const started = await startAndStop({ ...choice, loadImages: ['app:1'] }, stand);
    expect(started.imageCache).not.toBeNull();
    expect(stand.ran().filter((line) => / (load|import) .*app:1$/.test(line))).toHaveLength(1);
    expect(stand.ran().filter((line) => / (create|start|delete|stop) /.test(line))).toEqual([]);
    expect([...stand.clusters(), ...folders(choice)]).toEqual(['slo']);
  });

  it('says so where there is none of that name, and makes none', async () => {
    using stand = standIns();
    const starting = standFor(choice, stand).provider.start(new AbortController().signal);
    await expect(starting).rejects.toMatchObject({
      code: 'usage',
      facts: { problems: [{ field: '--use-cluster', value: 'slo' }] },
    });
    expect(stand.clusters()).toEqual([]);
  });
});

it('The provider existing runs nothing, and has nothing to stop', async () => {
  using stand = standIns({ PATH: '/nowhere' });
  const started = await startAndStop({ kind: 'existing', kubeconfig: '/a', context: 'b' }, stand);
  expect(started).toMatchObject({ kubeconfig: '/a', context: 'b', imageCache: null, containerKiller: null });
});
