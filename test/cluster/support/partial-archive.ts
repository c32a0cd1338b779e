import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.ts';

const oci = 'application/vnd.oci.image';

/**
 * An archive of an image as Docker writes it where it keeps images in containerd and has pulled one platform of several:
 * an OCI layout (https://github.com/opencontainers/image-spec/blob/main/image-layout.md) whose index names two platforms,
 * of which one is not in the archive.
 * @param image an image of the local Docker daemon
 * @param name what the nodes are to call it
 */
export async function partialArchive(folder: string, image: string, name: string): Promise<string> {
  const saved = join(folder, 'saved');
  const layout = join(folder, 'layout');
  const blobs = join(layout, 'blobs', 'sha256');
  mkdirSync(saved);
  mkdirSync(blobs, { recursive: true });
  await done('sh', ['-c', `docker save "$1" | tar -x -C "$2"`, 'sh', image, saved]);
  const put = (mediaType: string, content: Buffer) => {
    const hash = createHash('sha256').update(content).digest('hex');
    writeFileSync(join(blobs, hash), content);
    return { mediaType, digest: `sha256:${hash}`, size: content.length };
  };
  const putJson = (mediaType: string, content: object) =>
    put(mediaType, Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, ...content })));

  const [parts] = JSON.parse(readFileSync(join(saved, 'manifest.json'), 'utf8')) as [
    { Config: string; Layers: string[] },
  ];
  const config = put(`${oci}.config.v1+json`, readFileSync(join(saved, parts.Config)));
  const layers = parts.Layers.map((layer) => put(`${oci}.layer.v1.tar`, readFileSync(join(saved, layer))));
  const here = {
    ...putJson(`${oci}.manifest.v1+json`, { config, layers }),
    platform: platformOf(process.arch),
  };
  const missing = {
    ...{ mediaType: here.mediaType, digest: `sha256:${'ab'.repeat(32)}`, size: here.size },
    platform: platformOf(process.arch === 'x64' ? 'arm64' : 'x64'),
  };
  const index = putJson(`${oci}.index.v1+json`, { manifests: [here, missing] });
  const named = { ...index, annotations: { 'io.containerd.image.name': name } };
  writeFileSync(join(layout, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
  writeFileSync(join(layout, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [named] }));
  const archive = join(folder, 'partial.tar');
  await done('tar', ['-c', '-f', archive, '-C', layout, '.']);
  return archive;
}

function platformOf(arch: string): { architecture: string; os: string } {
  return { architecture: arch === 'x64' ? 'amd64' : arch, os: 'linux' };
}

async function done(program: string, args: readonly string[]): Promise<void> {
  const { code, stderr } = await run(program, args);
  if (code !== 0) throw new Error(`${program}: ${stderr}`);
}
