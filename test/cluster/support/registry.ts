import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { environment } from './environment.ts';
import { listening } from './ports.ts';
import { makeFolder } from './result.ts';
import { addressTowards, nodeAddress } from './route.ts';

/** How a repository of the registry behaves, by the first part of its name. */
type Manner = 'throttled' | 'busy' | 'private' | 'garbled' | 'foreign' | 'plain';

export interface StrangeRegistry extends AsyncDisposable {
  /** As the node calls it: `172.18.0.1:41234`. */
  address: string;
  /** What was sent of images since the last call, bytes. */
  takeBytes: () => number;
}

export interface RegistryOptions {
  /** Random bytes in a layer that each image has beside those of the test server, and that nothing else has. */
  ballastBytes: number;
  /** What `throttled/…` sends, for all requests together. */
  bytesPerSecond: number;
  /** `user:password` that `private/…` wants. */
  credentials: string;
}

/**
 * A registry on this machine (https://github.com/opencontainers/distribution-spec/blob/main/spec.md) that passes the tests'
 * registry on, each repository in its own manner. With `await using` it is gone at the end of the block.
 */
export async function startStrangeRegistry(options: RegistryOptions): Promise<StrangeRegistry> {
  const image = await weighted(options.ballastBytes);
  // Of its own, so that the node cannot have its layers from another repository.
  const broken = await weighted(1000);
  let sent = 0;
  const server = createServer((request, response) => {
    answer(request, response, { ...options, image, broken, count: (bytes) => (sent += bytes) }).catch(() =>
      response.destroy(),
    );
  });
  const host = addressTowards(await nodeAddress());
  const address = `${host}:${await listening(server, host)}`;
  // The node's containerd reads it at each pull; without it, it would insist on TLS.
  const folder = join(dirname(environment().kindConfig), 'certs.d', address);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'hosts.toml'),
    `server = "http://${address}"\n[host."http://${address}"]\n  capabilities = ["pull", "resolve"]\n`,
  );
  return {
    address,
    takeBytes() {
      const bytes = sent;
      sent = 0;
      return bytes;
    },
    async [Symbol.asyncDispose]() {
      rmSync(folder, { recursive: true, force: true });
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Image {
  manifest: Buffer;
  /** By digest: those that the registry behind does not have. */
  blobs: Map<string, Buffer>;
}

interface Answering extends RegistryOptions {
  image: Image;
  /** What `garbled/…` sends, with a wrong last byte. */
  broken: Image;
  count: (bytes: number) => void;
}

const manifestType = 'application/vnd.docker.distribution.manifest.v2+json';
const listType = 'application/vnd.docker.distribution.manifest.list.v2+json';

interface Reply {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

async function answer(request: IncomingMessage, response: ServerResponse, to: Answering): Promise<void> {
  const path = /^\/v2\/(\w+)\/[\w/-]+?\/(manifests|blobs)\/(\S+)$/.exec(request.url ?? '');
  const [, manner = '', kind = '', reference = ''] = path ?? [];
  const image = manner === 'garbled' ? to.broken : to.image;
  const { status, headers, body } =
    path === null
      ? { status: request.url === '/v2/' ? 200 : 404, headers: {}, body: Buffer.of() }
      : (refusalBy(manner as Manner, request, to) ??
        (kind === 'manifests'
          ? manifestReply(manner as Manner, image, reference)
          : await blobReply(manner as Manner, image, reference)));
  response.writeHead(status, { ...headers, 'content-length': body.length });
  const isWanted = request.method !== 'HEAD' && status === 200;
  if (isWanted) to.count(body.length);
  if (isWanted && manner === 'throttled') await sendSlowly(response, body, to.bytesPerSecond);
  else response.write(request.method === 'HEAD' ? '' : body);
  response.end();
}

function refusalBy(manner: Manner, { headers }: IncomingMessage, { credentials }: Answering): Reply | null {
  if (manner === 'busy') return refusal(429, 'TOOMANYREQUESTS');
  const basic = `Basic ${Buffer.from(credentials).toString('base64')}`;
  if (manner !== 'private' || headers.authorization === basic) return null;
  return refusal(401, 'UNAUTHORIZED', { 'www-authenticate': 'Basic realm="tests"' });
}

function manifestReply(manner: Manner, image: Image, reference: string): Reply {
  if (reference === 'missing') return refusal(404, 'MANIFEST_UNKNOWN');
  const isList = manner === 'foreign';
  const body = isList ? foreignList(image.manifest) : image.manifest;
  const headers = {
    'content-type': isList ? listType : manifestType,
    'docker-content-digest': digestOf(body),
  };
  return { status: 200, headers, body };
}

async function blobReply(manner: Manner, { blobs }: Image, digest: string): Promise<Reply> {
  const own = blobs.get(digest);
  const body = own ?? (await behind(`blobs/${digest}`));
  const headers = { 'content-type': 'application/octet-stream' };
  return { status: 200, headers, body: manner === 'garbled' && own !== undefined ? garbled(own) : body };
}

/** An image for other machines than any that these tests run on. */
function foreignList(manifest: Buffer): Buffer {
  const platform = { os: 'linux', architecture: 's390x' };
  const entry = { mediaType: manifestType, size: manifest.length, digest: digestOf(manifest), platform };
  return Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: listType, manifests: [entry] }));
}

/** A tenth of a second's worth at a time, each when it is due by the clock. */
async function sendSlowly(response: ServerResponse, body: Buffer, bytesPerSecond: number): Promise<void> {
  const fromMs = performance.now();
  const step = Math.ceil(bytesPerSecond / 10);
  for (let at = 0; at < body.length && !response.destroyed; at += step) {
    const part = body.subarray(at, at + step);
    await sleep(fromMs + ((at + part.length) / bytesPerSecond) * 1000 - performance.now());
    response.write(part);
  }
}

/** The test server's image with one more layer. */
async function weighted(ballastBytes: number): Promise<Image> {
  const manifest = JSON.parse((await behind('manifests/test')).toString()) as {
    config: { digest: string; size: number };
    layers: object[];
  };
  const config = JSON.parse((await behind(`blobs/${manifest.config.digest}`)).toString()) as {
    rootfs: { diff_ids: string[] };
    history?: object[];
  };
  const layer = ballastLayer(ballastBytes);
  config.rootfs.diff_ids.push(digestOf(layer));
  config.history?.push({ created_by: 'ballast' });
  const newConfig = Buffer.from(JSON.stringify(config));
  manifest.config = { ...manifest.config, digest: digestOf(newConfig), size: newConfig.length };
  const mediaType = 'application/vnd.docker.image.rootfs.diff.tar';
  manifest.layers.push({ mediaType, size: layer.length, digest: digestOf(layer) });
  const blobs = new Map([newConfig, layer].map((blob) => [digestOf(blob), blob]));
  return { manifest: Buffer.from(JSON.stringify(manifest)), blobs };
}

function ballastLayer(bytes: number): Buffer {
  using folder = makeFolder();
  writeFileSync(join(folder.path, 'ballast'), randomBytes(bytes));
  const tar = join(folder.path, 'layer.tar');
  execFileSync('tar', ['-cf', tar, '-C', folder.path, 'ballast']);
  return readFileSync(tar);
}

async function behind(path: string): Promise<Buffer> {
  const url = `http://${environment().registryPush}/v2/slow-start/${path}`;
  const response = await fetch(url, { headers: { accept: manifestType } });
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

function refusal(status: number, code: string, headers: Record<string, string> = {}): Reply {
  const body = Buffer.from(JSON.stringify({ errors: [{ code, message: code.toLowerCase() }] }));
  return { status, headers: { ...headers, 'content-type': 'application/json' }, body };
}

function garbled(body: Buffer): Buffer {
  const copy = Buffer.from(body);
  copy.writeUInt8(copy.readUInt8(copy.length - 1) ^ 0xff, copy.length - 1);
  return copy;
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
