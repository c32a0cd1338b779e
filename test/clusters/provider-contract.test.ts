import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import type { ClusterProvider, StartedCluster } from '../../src/clusters/provider.ts';
import type { RunEvent } from '../../src/core/ports.ts';
import { providerOf, type ClusterChoice } from '../../src/hosts/providers.ts';
import { standIns, type StandIns } from './stand-in.ts';

const isRoot = process.getuid?.() === 0;
if (!isRoot) console.warn('skipped, since only root may mount a small disk: a full disk for temporary files');

const made = { name: 'slo', loadImages: [], waitMs: 5000, keep: false, onCreating: null };
const kind = { kindPath: 'kind', nodeImage: null, config: null, registry: null, logsFolder: null };
const minikube = { minikubePath: 'minikube', driver: null, kubernetesVersion: null, args: [] };

/** Every provider that makes clusters. Add one, and it is held to the same. */
const making: readonly Exclude<ClusterChoice, { kind: 'existing' }>[] = [
  { kind: 'kind', ...made, ...kind, isThere: false },
  { kind: 'minikube', ...made, ...minikube, isThere: false },
  { kind: 'k3d', ...made, k3dPath: 'k3d', nodeImage: null, isThere: false },
];
const using = making.map((choice) => ({ ...choice, isThere: true }));

interface Stand {
  provider: ClusterProvider;
  warnings: string[];
}

function standFor(choice: ClusterChoice, { env }: StandIns): Stand {
  const warnings: string[] = [];
  const report = (event: RunEvent): void => {
    if (event.kind === 'note' && event.level === 'warning') warnings.push(event.message);
  };
  return { provider: providerOf(choice, { report, env, needsLoadBalancer: 'no' }), warnings };
}

async function startAndStop(choice: ClusterChoice, stand: StandIns): Promise<StartedCluster> {
  const signal = new AbortController().signal;
  const started = await standFor(choice, stand).provider.start(signal);
  expect(await started.stop(signal)).toEqual([]);
  return started;
}

/** Folders with the credentials of clusters of ours. */
function folders({ kind }: ClusterChoice): string[] {
  return readdirSync(tmpdir()).filter((each) => each.startsWith(`pod-start-slo-${kind}-slo-`));
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

  it('waits with the deletion for a Docker daemon that restarts', async () => {
    using stand = standIns();
    const signal = new AbortController().signal;
    const started = await standFor(choice, stand).provider.start(signal);
    const away = join(stand.folder, 'away');
    writeFileSync(away, '');
    const before = stand.ran().length - 1;
    const stopping = started.stop(signal);
    const ran = (): string => stand.ran().slice(before).join('\n');
    await expect.poll(ran, { timeout: 15_000 }).toMatch(/ delete [^]*docker version/);
    rmSync(away);
    expect(await stopping).toEqual([]);
    expect([...stand.clusters(), ...folders(choice)]).toEqual([]);
  });

  it('says what is left where the Docker daemon does not come back in time', async () => {
    using stand = standIns();
    const started = await standFor(choice, stand).provider.start(new AbortController().signal);
    writeFileSync(join(stand.folder, 'away'), '');
    const late = new AbortController();
    const before = stand.ran().length - 1;
    const stopping = started.stop(late.signal);
    const ran = (): string => stand.ran().slice(before).join('\n');
    await expect.poll(ran, { timeout: 15_000 }).toMatch(/ delete [^]*docker version/);
    late.abort(new Error('enough'));
    const [message = ''] = await stopping;
    expect(message).toMatch(/slo could not be deleted [^]*; delete it with: .* delete .*slo/);
  });

  it.skipIf(!isRoot)('deletes its cluster where the disk for temporary files is full', async () => {
    using stand = standIns();
    const signal = new AbortController().signal;
    const started = await standFor(choice, stand).provider.start(signal);
    const disk = join(stand.folder, 'disk');
    mkdirSync(disk);
    // One inode, for its root: no folder can be made.
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'nr_inodes=1', 'tmpfs', disk]);
    try {
      vi.stubEnv('TMPDIR', disk);
      expect(() => mkdtempSync(join(disk, 'x'))).toThrow('ENOSPC');
      expect(await started.stop(signal)).toEqual([]);
      expect(stand.clusters()).toEqual([]);
    } finally {
      vi.unstubAllEnvs();
      execFileSync('umount', [disk]);
    }
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
  it('uses it and leaves it', async () => {
    using stand = standIns();
    stand.make('slo');
    const started = await startAndStop(choice, stand);
    expect(started.imageCache).not.toBeNull();
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
