import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { containerIn, requireEngine, type Machine } from '../../../src/clusters/programs/require-engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'pss-engine-'));
afterAll(() => rmSync(folder, { recursive: true }));
const { signal } = new AbortController();
const options = { env: { PATH: process.env['PATH'] }, signal };
const id = 'ab'.repeat(32);

/** An engine that answers, and says this about containers. */
function engine(name: string, inspect: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n[ "$1" = version ] && exit 0\n${inspect}\n`, { mode: 0o755 });
  return path;
}

async function refusal(program: string, machine: Machine): Promise<{ message: string; hint: string }> {
  const error: unknown = await requireEngine(program, options, machine).catch((cause: unknown) => cause);
  expect(error).toMatchObject({ code: 'cluster' });
  const { message, facts } = error as Error & { facts: { hint: string } };
  return { message, hint: facts.hint };
}

describe('a machine on which no cluster can be created', () => {
  it('is one with Windows, whatever is installed', async () => {
    const { message, hint } = await refusal(engine('any', 'exit 0'), { platform: 'win32', container: null });
    expect(message).toBe('no cluster can be created on Windows');
    expect(hint).toContain('runs-on: ubuntu-latest');
    expect(hint).toContain('--cluster existing');
  });

  it.each([
    ['darwin', 'GitHub’s macOS runners have no Docker'],
    ['linux', 'run the job on Linux with Docker'],
  ])('is one of %s without an engine, and the fix is said', async (platform, fix) => {
    const { message, hint } = await refusal('no-such-engine', { platform, container: null });
    expect(message).toBe('no-such-engine is not installed');
    expect(hint).toContain(fix);
  });

  it.each(['bridge', 'github_network_1'])(
    'is a container in the network %s of the engine, whose loopback is not the host’s',
    async (network) => {
      const program = engine(`in-${network}`, `[ "$6" = ${id} ] && echo ${network}`);
      const { message, hint } = await refusal(program, { platform: 'linux', container: id });
      expect(message).toContain(`(network ${network})`);
      expect(hint).toContain('remove "container:" from the job');
    },
  );
});

describe('a machine on which a cluster can be created', () => {
  it.each([
    ['outside of any container', null, 'exit 1'],
    ['in a container with the network of the host', id, 'echo host'],
    ['in a container with an engine of its own inside', id, 'echo no such container >&2; exit 1'],
  ])('is one %s', async (what, container, inspect) => {
    const program = engine(`good-${what.length}`, inspect);
    await expect(requireEngine(program, options, { platform: 'linux', container })).resolves.toBeUndefined();
  });
});

describe('the own container', () => {
  const line = (source: string): string =>
    `645 620 254:0 ${source} /etc/hostname rw,relatime - ext4 /dev/vda rw`;

  it.each([
    ['Docker', `/var/lib/docker/containers/${id}/hostname`],
    ['Podman', `/var/lib/containers/storage/overlay-containers/${id}/userdata/hostname`],
  ])('is found in the mounts of %s', (_, source) => {
    expect(containerIn(`1 2 0:1 / /proc rw - proc proc rw\n${line(source)}\n`)).toBe(id);
  });

  it('is none on a host, and none by a mount of something else from such a folder', () => {
    expect(containerIn('22 27 0:21 / /proc rw,relatime - proc proc rw\n')).toBeNull();
    expect(
      containerIn(line(`/var/lib/docker/containers/${id}/hostname`).replace('/etc/', '/mnt/')),
    ).toBeNull();
  });
});
