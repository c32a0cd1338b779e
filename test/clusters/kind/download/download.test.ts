import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { obtainKind, type KindRequest } from '../../../../src/clusters/kind/download/download.ts';
import type { RunEvent } from '../../../../src/core/ports.ts';
import { startKindServer } from './kind-server.ts';

const script = '#!/bin/sh\necho "kind v0.30.0 go1.25 linux/amd64"\n';
const sha256 = createHash('sha256').update(script).digest('hex');
const file = '/v0.30.0/kind-linux-amd64';
const unknownFile = '/v0.99.0/kind-linux-amd64';

let folder = '';
let notes: RunEvent[] = [];

/** The folders that the runner has; tool-cache reads them from the process. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pod-start-slo-test-'));
  notes = [];
  vi.stubEnv('RUNNER_TEMP', folder);
  vi.stubEnv('RUNNER_TOOL_CACHE', join(folder, 'tools'));
  // It tells the runner what it does, which would be all over the tests' own log.
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  vi.stubGlobal('TEST_DOWNLOAD_TOOL_RETRY_MIN_SECONDS', 0);
  vi.stubGlobal('TEST_DOWNLOAD_TOOL_RETRY_MAX_SECONDS', 0);
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

function request(baseUrl: string, more: Partial<KindRequest> = {}): KindRequest {
  return {
    ...{ version: 'v0.30.0', sha256, baseUrl, platform: 'linux', arch: 'x64' },
    env: { PATH: '', RUNNER_TEMP: folder },
    signal: new AbortController().signal,
    report: (event) => notes.push(event),
    ...more,
  };
}

const told = (): string => notes.map((event) => ('message' in event ? event.message : '')).join('\n');
const isCached = (): boolean => readdirSync(folder).includes('tools');

/** A program called kind in a folder of its own, for the PATH. */
function installed(content: string): string {
  const path = mkdtempSync(join(folder, 'bin-'));
  writeFileSync(join(path, 'kind'), content);
  chmodSync(join(path, 'kind'), 0o755);
  return path;
}

describe('a kind with a known checksum', () => {
  it('is downloaded, checked and can be run', async () => {
    await using server = await startKindServer({ [file]: [script] });
    const path = await obtainKind(request(server.url));
    expect(execFileSync(path, ['version'], { encoding: 'utf8' })).toContain('kind v0.30.0');
    expect(told()).toContain(`downloading ${server.url}${file}`);
  });

  it('may be named without the v, and the checksum be written in capitals', async () => {
    await using server = await startKindServer({ [file]: [script] });
    const asked = { version: '0.30.0', sha256: sha256.toUpperCase() };
    await expect(obtainKind(request(`${server.url}/`, asked))).resolves.toMatch(/kind$/);
  });

  it('comes from the tool cache the second time', async () => {
    await using server = await startKindServer({ [file]: [script] });
    await obtainKind(request(server.url));
    const path = await obtainKind(request(server.url));
    expect(server.requests).toEqual([file]);
    expect(told()).toMatch(/is in the tool cache$/);
    expect(execFileSync(path, { encoding: 'utf8' })).toContain('kind v0.30.0');
  });

  it('is downloaded again where the one in the tool cache was changed', async () => {
    await using server = await startKindServer({ [file]: [script] });
    await obtainKind(request(server.url));
    writeFileSync(join(folder, 'tools/pod-start-slo-kind/0.30.0/x64/kind'), 'something else');
    const path = await obtainKind(request(server.url));
    expect(server.requests).toEqual([file, file]);
    expect(execFileSync(path, { encoding: 'utf8' })).toContain('kind v0.30.0');
  });

  it('is refused with a wrong checksum, in one sentence, and nothing is kept', async () => {
    await using server = await startKindServer({ [file]: ['#!/bin/sh\nexit 1\n'] });
    const wrong = createHash('sha256').update('#!/bin/sh\nexit 1\n').digest('hex');
    await expect(obtainKind(request(server.url))).rejects.toMatchObject({
      code: 'cluster',
      message: `${server.url}${file} has a wrong SHA-256: expected ${sha256} (cluster.kindSha256), found ${wrong}`,
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is compared with the pinned checksum where the user gave none', async () => {
    await using server = await startKindServer({ [file]: [script] });
    await expect(obtainKind(request(server.url, { sha256: null }))).rejects.toThrow(
      /expected 517ab7fc.*\(the checksums pinned in this action\)/,
    );
  });

  it('is asked for again after an error of the server', async () => {
    await using server = await startKindServer({ [file]: [{ status: 500 }, script] });
    await expect(obtainKind(request(server.url))).resolves.toMatch(/kind$/);
    expect(server.requests).toEqual([file, file]);
  });

  it('that does not exist is told with its address', async () => {
    await using server = await startKindServer({});
    await expect(obtainKind(request(server.url))).rejects.toMatchObject({
      code: 'cluster',
      message: `${server.url}${file} could not be downloaded: Unexpected HTTP response: 404`,
    });
    expect(server.requests).toEqual([file]);
  });

  it('is not waited for after an interruption', async () => {
    await using server = await startKindServer({ [file]: [script] });
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(obtainKind(request(server.url, { signal }))).rejects.toThrow('enough');
    expect(server.requests).toEqual([]);
  });

  it('is not waited for while the server says nothing', async () => {
    await using server = await startKindServer({ [file]: ['never'] });
    const controller = new AbortController();
    const obtaining = obtainKind(request(server.url, { signal: controller.signal }));
    await vi.waitUntil(() => server.requests.length > 0);
    controller.abort(new Error('enough'));
    await expect(obtaining).rejects.toThrow('enough');
    expect(isCached()).toBe(false);
  });
});

describe('a version that is not pinned', () => {
  const asked = { version: 'v0.99.0', sha256: null };

  it('is compared with the checksum of the release, and the log says what that is worth', async () => {
    await using server = await startKindServer({
      [unknownFile]: [script],
      [`${unknownFile}.sha256sum`]: [`${sha256}  kind-linux-amd64\n`],
    });
    await obtainKind(request(server.url, asked));
    expect(told()).toContain('comes from the same host as the file');
    expect(notes).toContainEqual(expect.objectContaining({ level: 'warning' }));
  });

  it('is refused where that checksum is another', async () => {
    await using server = await startKindServer({
      [unknownFile]: [script],
      [`${unknownFile}.sha256sum`]: [`${'0'.repeat(64)}  kind-linux-amd64\n`],
    });
    await expect(obtainKind(request(server.url, asked))).rejects.toThrow(
      /expected 0{64} \(http.*sha256sum\)/,
    );
    expect(isCached()).toBe(false);
  });

  it('is refused where the release says nothing that is a checksum', async () => {
    await using server = await startKindServer({ [`${unknownFile}.sha256sum`]: ['<html>'] });
    await expect(obtainKind(request(server.url, asked))).rejects.toThrow(/has no SHA-256/);
    expect(server.requests).not.toContain(unknownFile);
  });
});

describe('a kind on the PATH', () => {
  it('is used where it is the very file', async () => {
    const path = installed(script);
    const env = { PATH: `/nowhere:${path}`, RUNNER_TEMP: folder };
    await expect(obtainKind(request('http://127.0.0.1:9', { env }))).resolves.toBe(join(path, 'kind'));
    expect(told()).toContain(`using kind v0.30.0 in ${join(path, 'kind')}`);
  });

  it('is used with the same version where no certain file was asked for', async () => {
    const path = installed(`${script}# built elsewhere`);
    const env = { PATH: path, RUNNER_TEMP: folder };
    const found = obtainKind(request('http://127.0.0.1:9', { env, sha256: null }));
    await expect(found).resolves.toBe(join(path, 'kind'));
  });

  it.each([
    ['another version', '#!/bin/sh\necho "kind v0.29.0 go1.25 linux/amd64"\n', { version: 'v0.99.0' }],
    ['another file than was asked for', `${script}# built elsewhere`, {}],
    ['a program that fails', '#!/bin/sh\nexit 1\n', { version: 'v0.99.0' }],
  ])('is left alone where it is %s', async (_, content, asked) => {
    await using server = await startKindServer({
      [file]: [script],
      [unknownFile]: [script],
      [`${unknownFile}.sha256sum`]: [sha256],
    });
    const env = { PATH: installed(content), RUNNER_TEMP: folder };
    const given = 'version' in asked ? { ...asked, sha256: null } : asked;
    await obtainKind(request(server.url, { env, ...given }));
    expect(told()).toContain('downloading');
  });
});
