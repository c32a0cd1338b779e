import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../cluster/support/command.ts';

/** The name under which the book's policy asks for its image. */
const goldpinger = 'docker.io/bloomberg/goldpinger:v3.0.0';

/** A name for a profile that is deleted at the end of the block, should it still be there. */
export function profileName(): { name: string } & AsyncDisposable {
  const name = `test-${randomBytes(3).toString('hex')}`;
  return {
    name,
    [Symbol.asyncDispose]: async () => {
      if ((await profiles()).includes(name)) await run('minikube', ['delete', '--profile', name]);
    },
  };
}

/** Flags of `minikube start` that only a flag can give; the rest the harness has put into its settings. */
export const minikubeArgs = (process.env['PSS_MINIKUBE_ARGS'] ?? '').split(' ').filter((arg) => arg !== '');

/** The names of all profiles, whole or broken. */
export async function profiles(): Promise<string[]> {
  const { stdout } = await run('minikube', ['profile', 'list', '--light', '--output=json']);
  const { valid, invalid } = JSON.parse(stdout) as Record<'valid' | 'invalid', { Name: string }[] | null>;
  return [...(valid ?? []), ...(invalid ?? [])].map(({ Name }) => Name);
}

/** What is left of a profile anywhere on this machine: containers, volumes, routes, processes, folders. */
export async function traces(name: string): Promise<string[]> {
  const label = `label=name.minikube.sigs.k8s.io=${name}`;
  const found = await Promise.all([
    profiles().then((names) => names.filter((each) => each === name)),
    lines('docker', ['ps', '--all', '--quiet', '--filter', label]),
    lines('docker', ['volume', 'ls', '--quiet', '--filter', label]),
    lines('docker', ['network', 'ls', '--quiet', '--filter', label]),
    tunnels(name),
  ]);
  const folders = readdirSync(tmpdir()).filter((each) => each.startsWith(`pod-start-slo-minikube-${name}-`));
  return [...found.flat(), ...folders.map((each) => join(tmpdir(), each))];
}

/** The tunnels of a profile that run. */
export async function tunnels(name: string): Promise<string[]> {
  const processes = await lines('ps', ['-A', '-ww', '-o', 'args=']);
  return processes.filter((each) => each.trim().endsWith(`minikube tunnel --profile ${name}`));
}

/** The routes of this machine to the addresses of Services of the tests' profiles. */
export async function serviceRoutes(): Promise<string[]> {
  return (await lines('ip', ['route'])).filter((line) => line.startsWith('10.120.'));
}

async function lines(program: string, args: readonly string[]): Promise<string[]> {
  const { stdout } = await run(program, args);
  return stdout.split('\n').filter((line) => line.trim() !== '');
}

/**
 * An archive with the image that the book's policy asks for: Goldpinger where it can be had, else the test server under
 * its name, which answers /healthz on port 8080 too.
 */
export async function goldpingerArchive(folder: string): Promise<string> {
  const archive = join(folder, 'goldpinger.tar');
  const published = process.env['PSS_GOLDPINGER_IMAGE'] ?? '';
  const isOurs = published === '';
  const image = isOurs ? (process.env['PSS_SLOW_START_IMAGE'] ?? '') : published;
  if (isOurs) await docker('tag', image, goldpinger);
  await docker('save', '--output', archive, goldpinger);
  if (isOurs) await docker('rmi', goldpinger);
  return archive;
}

async function docker(...args: string[]): Promise<void> {
  const { code, stderr } = await run('docker', args);
  if (code !== 0) throw new Error(`docker ${args.join(' ')}: ${stderr}`);
}
