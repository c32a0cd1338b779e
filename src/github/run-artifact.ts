import * as z from 'zod';
import type { Github } from './api.ts';
import { failed, succeeded, type Outcome } from './failure.ts';
import { unzipEntry, type Unzipped, type UnzipLimits } from './unzip-entry.ts';

export interface ArtifactLimits extends UnzipLimits {
  /** The most that is downloaded. */
  archiveBytes: number;
}

/** Far more than results are: one with 180 iterations has about a megabyte. */
export const usualArtifactLimits: ArtifactLimits = {
  archiveBytes: 5 * 2 ** 20,
  textBytes: 20 * 2 ** 20,
  entries: 100,
};

const artifactSchema = z.object({
  id: z.number().int(),
  name: z.string(),
  size_in_bytes: z.number(),
  expired: z.boolean(),
});

export type Artifact = z.infer<typeof artifactSchema>;

const needs = 'actions: read';
const listSchema = z.object({ artifacts: z.array(artifactSchema) }).transform(({ artifacts }) => artifacts);

/** The artifacts of a run, the newest of each name: another attempt leaves another one. */
export async function listRunArtifacts(github: Github, runId: number): Promise<Outcome<Artifact[]>> {
  const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts';
  const listed = await github.list({ route, parameters: { run_id: runId }, needs }, listSchema, 5);
  if (!listed.ok) return listed;
  const oldestFirst = listed.value.items.toSorted((a, b) => a.id - b.id);
  return succeeded([...new Map(oldestFirst.map((artifact) => [artifact.name, artifact])).values()]);
}

/**
 * The text of a file in an artifact of a run, or why it is refused. It may be anything: the run may be a stranger's.
 * @param entry exact name of the file in the archive
 */
export async function readRunArtifact(
  github: Github,
  artifact: Artifact,
  entry: string,
  limits: ArtifactLimits = usualArtifactLimits,
): Promise<Outcome<Unzipped>> {
  const refuse = (why: string): Outcome<Unzipped> => succeeded({ kind: 'refused', why });
  if (artifact.expired) return refuse('it has expired');
  if (artifact.size_in_bytes > limits.archiveBytes) return refuse(tooLarge(limits));
  const parameters = { artifact_id: artifact.id, archive_format: 'zip' };
  const route = 'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}';
  const located = await github.locate({ route, parameters, needs });
  if (!located.ok) return located;
  const archive = await download(github, located.value, limits);
  if (!archive.ok) return archive;
  return archive.value === null
    ? refuse(tooLarge(limits))
    : succeeded(await unzipEntry(archive.value, entry, limits));
}

function tooLarge({ archiveBytes }: ArtifactLimits): string {
  return `it is larger than ${archiveBytes} bytes`;
}

const downloadMs = 20_000;

/** From the storage, which is another service and must not see the token. Null where it is too large. */
async function download(
  github: Github,
  url: string,
  limits: ArtifactLimits,
): Promise<Outcome<Buffer | null>> {
  const { signal, fetch: fetchIt = fetch } = github.access;
  const limit = AbortSignal.any([signal, AbortSignal.timeout(downloadMs)]);
  try {
    const response = await fetchIt(url, { signal: limit, redirect: 'error' });
    if (!response.ok) return failed('unavailable', `the storage answered ${response.status}`);
    return succeeded(await bytesOf(response, limits.archiveBytes));
  } catch (error) {
    if (signal.aborted) return failed('cancelled', 'the download of the artifact was cancelled');
    const cause = error instanceof Error ? error.name : 'unknown';
    // Not the message: it may hold the address, which lets anybody download who has it.
    return failed('unavailable', `the artifact could not be downloaded (${cause})`);
  }
}

async function bytesOf(response: Response, most: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
