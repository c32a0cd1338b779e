import { chmod, copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { constants } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf, PodStartSloError } from '../../../core/errors.ts';
import { fileSha256 } from '../../programs/file-sha256.ts';
import { installedKind } from './installed.ts';
import { kindReleaseOf, type Expected, type KindRelease, type KindReleaseRequest } from './release.ts';
import { note } from '../../note.ts';
import type { ProviderDeps } from '../../provider.ts';

export interface KindRequest extends KindReleaseRequest, Pick<ProviderDeps, 'report' | 'env'> {
  signal: AbortSignal;
}

type ToolCache = typeof import('@actions/tool-cache');

/** Name in the runner's tool cache, where other actions keep a `kind` that nobody here has checked. */
const toolName = 'pod-start-slo-kind';

/**
 * A kind of the version that is wanted: the one that is installed, from the runner's tool cache, or downloaded. A
 * downloaded one is checked before it is run or kept, in a folder of this job's own, so that no other job on the
 * machine can change it between checking and running.
 * @throws PodStartSloError usage, cluster, or the reason of the signal
 */
export async function obtainKind(request: KindRequest): Promise<string> {
  const release = kindReleaseOf(request);
  const installed = await installedKind(release, request.sha256 !== null, request);
  if (installed !== null) {
    note(request, `using kind ${release.version} in ${installed.path}: ${installed.why}`);
    return installed.path;
  }
  const folder = await mkdtemp(join(request.env['RUNNER_TEMP'] ?? tmpdir(), 'pod-start-slo-tool-'));
  try {
    return await orAborted(() => obtainInto(folder, release, request), request.signal);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function obtainInto(folder: string, release: KindRelease, request: KindRequest): Promise<string> {
  const { version, expected } = release;
  // Loaded only where it is needed: it brings an HTTP client along.
  const tools = await import('@actions/tool-cache');
  const path = join(folder, 'kind');
  if (await copyCached(tools, path, release, request.arch))
    note(request, `kind ${version} is in the tool cache`);
  else {
    note(request, `downloading ${release.url}`);
    const wanted = expected ?? (await publishedChecksum(tools, folder, release, request));
    await download(tools, release.url, path);
    await check(path, wanted, release);
    note(request, `its SHA-256 is that of ${wanted.source}`);
    await keep(tools, path, release, request);
  }
  await chmod(path, 0o755);
  return path;
}

/** Only what was checked gets there; where it is known what it must be it is checked again. */
async function copyCached(
  tools: ToolCache,
  path: string,
  { version, expected }: KindRelease,
  arch: string,
): Promise<boolean> {
  try {
    const found = tools.find(toolName, version, arch);
    if (found === '') return false;
    await copyFile(join(found, 'kind'), path, constants.COPYFILE_FICLONE);
    if (expected === null || (await fileSha256(path)) === expected.sha256) return true;
  } catch {
    // Another job is just replacing it, or this machine has no tool cache.
  }
  await rm(path, { force: true });
  return false;
}

/** Another job may have the same idea at the same time; who loses downloads again next time. */
async function keep(
  tools: ToolCache,
  path: string,
  release: KindRelease,
  request: KindRequest,
): Promise<void> {
  try {
    await tools.cacheFile(path, 'kind', toolName, release.version, request.arch);
  } catch (error) {
    note(request, `kind is not kept in the tool cache: ${messageOf(error)}`);
  }
}

/** The release's own checksum file, for a version that nobody has pinned. */
async function publishedChecksum(
  tools: ToolCache,
  folder: string,
  { version, url }: KindRelease,
  request: KindRequest,
): Promise<Expected> {
  const address = `${url}.sha256sum`;
  const path = join(folder, 'sha256sum');
  await download(tools, address, path);
  const sha256 = /^[0-9a-f]{64}(?=\s|$)/.exec(await readFile(path, 'utf8'))?.[0];
  if (sha256 === undefined)
    throw new PodStartSloError('cluster', `${address} has no SHA-256`, { hint: 'set cluster.kindSha256' });
  const message = `the checksum of kind ${version} is not pinned; ${address} comes from the same host as the file, so it shows a broken download only. Set cluster.kindSha256 to ${sha256} once you have compared it`;
  request.report({ kind: 'note', level: 'warning', message });
  return { sha256, source: address };
}

/** tool-cache tries three times where the server is at fault. */
async function download(tools: ToolCache, url: string, path: string): Promise<void> {
  try {
    await tools.downloadTool(url, path);
  } catch (error) {
    const hint = 'check that kind has this release and that the runner can reach that host';
    throw new PodStartSloError(
      'cluster',
      `${url} could not be downloaded: ${messageOf(error)}`,
      { hint },
      error,
    );
  }
}

async function check(path: string, { sha256, source }: Expected, { url }: KindRelease): Promise<void> {
  const found = await fileSha256(path);
  if (found === sha256) return;
  const hint =
    'it was not run and not kept; compare both with a source you trust before you change cluster.kindSha256';
  throw new PodStartSloError(
    'cluster',
    `${url} has a wrong SHA-256: expected ${sha256} (${source}), found ${found}`,
    { hint },
  );
}

/** tool-cache knows no signals: its last attempt may go on until the process ends. */
async function orAborted<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(signal.reason as Error);
  signal.addEventListener('abort', onAbort, { once: true });
  const working = work();
  working.catch(() => undefined);
  try {
    return await Promise.race([working, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
