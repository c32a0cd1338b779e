import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const harness = resolve(import.meta.dirname, '../../harness');

/** What a run of the harness with this KUBERNETES_VERSION is about. */
function chosen(version?: string) {
  const print =
    'printf "%s\\n" "$KUBERNETES_VERSION" "$KIND_VERSION" "$PUBLISHED_NODE_IMAGE" "$(built kubernetes 0123)"';
  const { status, stdout, stderr } = spawnSync('bash', ['-c', `. "${harness}/lib/common.sh"; ${print}`], {
    env: {
      ...{ PATH: process.env['PATH'], HOME: process.env['HOME'], XDG_CACHE_HOME: '/cache' },
      ...(version === undefined ? {} : { KUBERNETES_VERSION: version }),
    },
    encoding: 'utf8',
  });
  const [kubernetes, kind, nodeImage, folder] = stdout.trim().split('\n');
  return { status, stderr, kubernetes, kind, nodeImage, folder };
}

const versions = spawnSync(join(harness, 'cluster'), ['versions'], { encoding: 'utf8' })
  .stdout.trim()
  .split('\n');

/** The go.mod that a module of the harness has for a version. */
function goMod(module: string, version: string): string {
  const own = join(harness, 'versions', minorOf(version), `${module}.mod`);
  return readFileSync(existsSync(own) ? own : join(harness, module, 'go.mod'), 'utf8');
}

function minorOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

describe('the versions of Kubernetes that the harness has', () => {
  it('are four minor versions without a gap, and the default is one of them', () => {
    const minors = versions.map((version) => Number(version.split('.')[1]));
    expect(minors).toEqual([0, 1, 2, 3].map((place) => (minors[0] ?? NaN) + place));
    expect(versions.map((version) => `v${version}`)).toContain(chosen().kubernetes);
  });

  it.each(versions)('have a go.mod of Kubernetes %s, all of whose parts are of it', (version) => {
    const staging = version.replace(/^1\./, '0.');
    const mod = goMod('kubernetes', version);
    expect(mod).toContain(`k8s.io/kubernetes v${version}\n`);
    const replaced = [...mod.matchAll(/^\t(k8s\.io\/\S+) => (\S+) v(\S+)$/gm)];
    expect(replaced.length).toBeGreaterThan(25);
    for (const [, from, to, of] of replaced) expect({ from, of }).toEqual({ from: to, of: staging });
    expect(goMod('etcd', version)).toMatch(/^require go\.etcd\.io\/etcd\/server\/v3 v3\./m);
  });

  it.each(versions)('are chosen by the whole of %s, by its minor version, and with a v', (version) => {
    const whole = chosen(version);
    expect(whole).toMatchObject({ status: 0, kubernetes: `v${version}` });
    expect(whole.nodeImage).toMatch(
      new RegExp(`^kindest/node:v${minorOf(version)}\\.\\d+@sha256:[0-9a-f]{64}$`),
    );
    expect(chosen(minorOf(version))).toEqual(whole);
    expect(chosen(`v${version}`)).toEqual(whole);
  });

  it('are next to each other in the cache', () => {
    const folders = versions.map((version) => chosen(version).folder);
    expect(new Set(folders).size).toBe(versions.length);
    // Building one drops `kubernetes-[0-9a-f]*`, other digests of its own.
    for (const folder of folders.slice(1)) expect(folder).not.toMatch(/\/kubernetes-[0-9a-f]/);
  });

  it.each(['1.20', '1', 'latest', '1.3.', `${versions[0]}.1`])(
    'are named where %s is none of them',
    (version) => {
      expect(chosen(version)).toMatchObject({
        status: 1,
        stderr: `error: KUBERNETES_VERSION is '${version}'; use one of ${versions.join(' ')}\n`,
      });
    },
  );
});
