import { describe, expect, it, vi } from 'vitest';
import { listRunArtifacts, readRunArtifact, usualArtifactLimits } from '../../src/github/run-artifact.ts';
import type { Artifact } from '../../src/github/run-artifact.ts';
import { githubOf } from './github-harness.ts';
import { makeZip } from './make-zip.ts';
import { faults } from './server/faults.ts';
import { startGithub } from './server/start-github.ts';
import type { ArtifactState } from './server/state.ts';

function stored(id: number, more: Partial<ArtifactState> = {}): ArtifactState {
  const zip = makeZip([{ name: 'result.json', content: `{"id": ${id}}` }]);
  return { id, name: 'pod-start-slo', runId: 99, expired: false, zip, ...more };
}

function artifact(id: number, more: Partial<Artifact> = {}): Artifact {
  return { id, name: 'pod-start-slo', size_in_bytes: 200, expired: false, ...more };
}

describe('the artifacts of a run', () => {
  it('are those of this run, the newest of each name', async () => {
    const other = stored(3, { name: 'pod-start-slo-leg-2' });
    const artifacts = [stored(2), other, stored(1), stored(4, { runId: 98 })];
    await using server = await startGithub({ artifacts });
    const listed = await listRunArtifacts(githubOf(server), 99);
    expect(listed.ok && listed.value.map(({ id, name }) => `${id} ${name}`)).toEqual([
      '2 pod-start-slo',
      '3 pod-start-slo-leg-2',
    ]);
  });

  it('need a permission that is told where it is missing', async () => {
    const permissions = { issues: 'write', pull_requests: 'write', actions: 'none' } as const;
    await using server = await startGithub({ permissions });
    await expect(listRunArtifacts(githubOf(server), 99)).resolves.toMatchObject({
      failure: { kind: 'forbidden', neededPermission: 'actions: read' },
    });
  });
});

describe('a file in an artifact', () => {
  it('is read, and the storage does not see the token', async () => {
    await using server = await startGithub({ artifacts: [stored(5)] });
    await expect(readRunArtifact(githubOf(server), artifact(5), 'result.json')).resolves.toEqual({
      ...{ ok: true, value: { kind: 'text', text: '{"id": 5}' } },
    });
    expect(server.requests.map(({ path, headers }) => [path, headers.authorization])).toEqual([
      ['/repos/octo-org/app/actions/artifacts/5/zip', 'Bearer ghs_test'],
      ['/_storage/5.zip', undefined],
    ]);
  });

  it('is not downloaded where the artifact is too large or has expired', async () => {
    await using server = await startGithub({ artifacts: [stored(5)] });
    const github = githubOf(server);
    const large = artifact(5, { size_in_bytes: usualArtifactLimits.archiveBytes + 1 });
    for (const each of [large, artifact(5, { expired: true })])
      await expect(readRunArtifact(github, each, 'result.json')).resolves.toMatchObject({
        value: { kind: 'refused' },
      });
    expect(server.requests).toEqual([]);
  });

  it('is refused where the artifact is larger than GitHub said', async () => {
    await using server = await startGithub({ artifacts: [stored(5, { zip: Buffer.alloc(100_000) })] });
    const limits = { ...usualArtifactLimits, archiveBytes: 50_000 };
    await expect(readRunArtifact(githubOf(server), artifact(5), 'result.json', limits)).resolves.toEqual({
      ...{ ok: true, value: { kind: 'refused', why: 'it is larger than 50000 bytes' } },
    });
  });

  it('is refused where the artifact is no archive', async () => {
    await using server = await startGithub({ artifacts: [stored(5, { zip: Buffer.from('hello') })] });
    await expect(readRunArtifact(githubOf(server), artifact(5), 'result.json')).resolves.toMatchObject({
      value: { kind: 'refused' },
    });
  });

  it.each([
    ['the API', /artifacts/, 'unavailable'],
    ['the storage', /_storage/, 'unavailable'],
  ])(
    'that %s does not give is a failure as data, without the address of the storage',
    async (_, path, kind) => {
      await using server = await startGithub({ artifacts: [stored(5)] });
      server.fail({ path, times: 9 }, faults.hangUp);
      const outcome = await readRunArtifact(githubOf(server), artifact(5), 'result.json');
      expect(outcome).toMatchObject({ ok: false, failure: { kind } });
      expect(JSON.stringify(outcome)).not.toContain('secret');
    },
  );

  it('that is gone is told as such', async () => {
    await using server = await startGithub({ artifacts: [stored(5, { expired: true })] });
    await expect(readRunArtifact(githubOf(server), artifact(5), 'result.json')).resolves.toMatchObject({
      failure: { kind: 'not-found', status: 410 },
    });
  });

  it('is not waited for once the job is cancelled', async () => {
    await using server = await startGithub({ artifacts: [stored(5)] });
    server.fail({ path: /_storage/ }, faults.silence);
    const controller = new AbortController();
    const reading = readRunArtifact(
      githubOf(server, { signal: controller.signal }),
      artifact(5),
      'result.json',
    );
    await vi.waitUntil(() => server.requests.length === 2);
    controller.abort();
    await expect(reading).resolves.toMatchObject({ failure: { kind: 'cancelled' } });
  });
});
