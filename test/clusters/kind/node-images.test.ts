import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { kindChecksums } from '../../../src/clusters/kind/download/checksums.ts';
import { kindDownload } from '../../../src/clusters/kind/download/kind-download.ts';
import { kubernetesVersionsOf, nodeImageOf } from '../../../src/clusters/kind/node-images.ts';
import type { KindSettings } from '../../../src/clusters/kind/settings.ts';
import { startCluster } from '../../../src/clusters/lifecycle.ts';
import { standard } from '../../../src/core/options/table.ts';
import { making } from '../making.ts';
import { standIns } from '../stand-in.ts';

const image = (version: string, digest: string) => ({ image: `kindest/node:${version}@sha256:${digest}` });
const newest = image('v1.37.0', 'a1ed56cfb0e7b93589bdf97c8cd566405a265939e3620fc4f5de89adff580ae5');
const ofOlderKind = image('v1.36.1', '3489c7674813ba5d8b1a9977baea8a6e553784dab7b84759d1014dbd78f7ebd5');

describe('the node image of a version of Kubernetes', () => {
  it.each(['1.37', 'v1.37', '1.37.0', 'v1.37.0'])('is found for %s', (version) => {
    expect(nodeImageOf('v0.33.0', version)).toEqual(newest);
  });

  it('is that of the release of kind that is used', () => {
    expect(nodeImageOf('v0.32.0', '1.36')).toEqual(ofOlderKind);
    expect(nodeImageOf('v0.33.0', '1.36')).not.toEqual(ofOlderKind);
  });

  it.each(['1.3', '1.33', '1.37.2', '2.0', '1', 'latest', '1.37.'])(
    'is refused for %s, with those that there are',
    (version) => {
      expect(nodeImageOf('v0.33.0', version)).toEqual({
        ...{ field: '--kubernetes-version', value: version },
        message: 'kind v0.33.0 has no node image for this version of Kubernetes',
        fix: expect.stringContaining('use 1.37.0, 1.36.4, 1.35.8, 1.34.11 ') as string,
      });
    },
  );

  it('is not known for an older kind, where the configuration of kind can name one', () => {
    expect(nodeImageOf('v0.24.0', '1.31')).toMatchObject({
      message: expect.stringContaining('are unknown') as string,
      fix: expect.stringContaining('--kind-config') as string,
    });
  });
});

it('the table of node images has four minor versions for the kind that is taken by default, and only kinds with checksums', () => {
  expect(kubernetesVersionsOf(standard.kindVersion)).toHaveLength(4);
  const known = Object.keys(kindChecksums).filter((version) => kubernetesVersionsOf(version).length > 0);
  expect(known).toEqual(['v0.29.0', 'v0.30.0', 'v0.31.0', 'v0.32.0', 'v0.33.0']);
  const images = known.flatMap((kind) =>
    kubernetesVersionsOf(kind).map((version) => nodeImageOf(kind, version)),
  );
  for (const found of images)
    expect(found).toEqual({
      image: expect.stringMatching(/^kindest\/node:v1\.\d+\.\d+@sha256:[0-9a-f]{64}$/) as string,
    });
  expect(new Set(images.map((found) => JSON.stringify(found))).size).toBe(images.length);
});

it('docs/clusters.md lists the table of node images', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../docs/clusters.md'), 'utf8');
  const rows = [...text.matchAll(/^\| (v0\.\d+\.0) +\| ([\d., ]+?) +\|$/gm)].map(([, kind, versions]) => [
    kind,
    versions,
  ]);
  const known = Object.keys(kindChecksums).filter((version) => kubernetesVersionsOf(version).length > 0);
  expect(rows).toEqual(known.toReversed().map((kind) => [kind, kubernetesVersionsOf(kind).join(', ')]));
});

describe('a kind cluster of a version of Kubernetes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pod-start-slo-kind-config-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const { signal } = new AbortController();
  const [kind] = making;

  function configOf(text: string): string {
    const path = join(folder, `${text.length}.yml`);
    writeFileSync(path, text);
    return path;
  }

  async function created(more: Partial<KindSettings>, version = 'v0.33.0') {
    using stand = standIns({ KIND_STAND_IN: version });
    const deps = { report: () => undefined, env: stand.env, needsLoadBalancer: 'no' } as const;
    if (kind === undefined) throw new Error('no kind');
    const failure: unknown = await startCluster({ ...kind, ...more }, deps, signal).then(
      async (started) => {
        await started.stop(signal);
      },
      (error: unknown) => error,
    );
    // What is refused beforehand runs nothing at all.
    const ran = existsSync(join(stand.folder, 'ran')) ? stand.ran() : [];
    return { failure, line: ran.find((each) => each.startsWith('kind create')) };
  }

  it('is created with the image of the kind that is installed', async () => {
    const { line } = await created({ kubernetesVersion: '1.36' }, 'v0.32.0');
    expect(line?.endsWith(` --image ${ofOlderKind.image}`)).toBe(true);
  });

  it('keeps the configuration of kind that names no image', async () => {
    const config = configOf('kind: Cluster\nnodes: [{ role: control-plane }]\n');
    const { line } = await created({ kubernetesVersion: '1.37', config });
    expect(line?.endsWith(` --image ${newest.image} --config ${config}`)).toBe(true);
  });

  it.each<[string, Partial<KindSettings>, string]>([
    ['for want of an image', { kubernetesVersion: '1.30' }, 'has no node image'],
    [
      'beside a configuration that names an image',
      {
        kubernetesVersion: '1.37',
        config: configOf('nodes: [{ role: control-plane }, { role: worker, image: "kindest/node:v1" }]\n'),
      },
      'cannot be combined with a --kind-config',
    ],
  ])('is refused %s before anything is created', async (_, settings, message) => {
    const { failure, line } = await created(settings);
    expect(failure).toMatchObject({
      code: 'usage',
      facts: {
        problems: [{ field: '--kubernetes-version', message: expect.stringContaining(message) as string }],
      },
    });
    expect(line).toBeUndefined();
  });

  it('is refused before kind is downloaded where the release that is asked for has no image', () => {
    const settings = { ...kind, ...{ kubernetesVersion: '1.30', nodeImage: null } } as KindSettings;
    expect(kindDownload.problems(settings, {})).toMatchObject([{ field: '--kubernetes-version' }]);
    expect(kindDownload.problems({ ...settings, kubernetesVersion: '1.35' }, {})).toEqual([]);
  });
});
