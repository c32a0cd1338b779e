import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { run } from '../../cluster/support/command.ts';
import { environment } from '../../cluster/support/environment.ts';
import { listen } from '../../listening.ts';
import { stepInputs } from './inputs.ts';
import type { Step } from './runner.ts';

const { kindConfig, nodeImage, slowStartImage } = environment();

/** The folders of the PATH that have a kind, and those that have none. */
const folders = (process.env['PATH'] ?? '').split(delimiter);
const hasKind = (folder: string): boolean => existsSync(join(folder, 'kind'));
const pathWithoutKind = folders.filter((folder) => !hasKind(folder)).join(delimiter);

export const kindBinary = readFileSync(join(folders.find(hasKind) ?? '', 'kind'));
export const kindSha256 = createHash('sha256').update(kindBinary).digest('hex');

/** Releases of kind on this machine: every one is the real program. */
export async function startReleases(): Promise<{ url: string; requests: string[] } & AsyncDisposable> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    response.end(kindBinary);
  });
  return { ...(await listen(server)), requests };
}

/** What the runner of a step has: no kind, and the releases at an address of their own. */
export function envOf(releases: { url: string }): Record<string, string> {
  return { PATH: pathWithoutKind, POD_START_SLO_KIND_RELEASES: releases.url };
}

/** The `with:` of a step that makes a cluster and measures one start on it. */
export function kindInputs(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return stepInputs({
    ...{ 'kind-sha256': kindSha256, 'kind-config': kindConfig, 'node-image': nodeImage },
    ...{ image: slowStartImage, 'load-images': slowStartImage, port: '8080' },
    ...{ warmup: '0', iterations: '1', objectives: 'p95 <= 30s' },
    ...more,
  });
}

/** A name for a cluster that is deleted at the end of the block, should it still be there. */
export function clusterName(): { name: string } & AsyncDisposable {
  const name = `test-${randomBytes(3).toString('hex')}`;
  return {
    name,
    [Symbol.asyncDispose]: async () => {
      if ((await containers(name)).length > 0) await run('kind', ['delete', 'cluster', '--name', name]);
    },
  };
}

/** What main has saved about its cluster. */
export const saved = (step: Step): string => step.state()['cluster'] ?? '';
export const nameIn = (step: Step): string => (JSON.parse(saved(step)) as { name: string }).name;

/** Name of the cluster that a log says was created. @throws where it says nothing of one */
export function createdIn(log: string): string {
  const name = /creating the kind cluster (\S+)/.exec(log)?.[1];
  if (name === undefined) throw new Error(`no cluster was created:\n${log}`);
  return name;
}

/** Folders with credentials of a cluster. */
export const foldersOf = (name: string): string[] =>
  readdirSync(tmpdir()).filter((each) => each.includes(name));

/** kind's configuration of the tests, changed, as `kind.yml` in the folder that the step works in. */
export function changedConfig(step: Step, change: (config: KindConfig) => void): void {
  const config = parse(readFileSync(kindConfig, 'utf8')) as KindConfig;
  change(config);
  writeFileSync(join(step.workspace, 'kind.yml'), stringify(config));
}

interface KindConfig {
  nodes: { role: string }[];
  kubeadmConfigPatches?: string[];
}

/** Names of the containers of a cluster's nodes, in whatever state. Other tests have clusters at the same time. */
export async function containers(cluster: string): Promise<string[]> {
  const label = `label=io.x-k8s.kind.cluster=${cluster}`;
  const { stdout } = await run('docker', ['ps', '--all', '--format', '{{.Names}}', '--filter', label]);
  return stdout.split('\n').filter((line) => line !== '');
}

/** Command lines of the kind programs that are creating a cluster. */
export async function creators(cluster: string): Promise<string[]> {
  const { stdout } = await run('ps', ['-A', '-o', 'args=']);
  return stdout.split('\n').filter((line) => line.includes(`create cluster --name ${cluster} `));
}
