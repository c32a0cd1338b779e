import { randomBytes } from 'node:crypto';
import { run } from './command.ts';
import { environment } from './environment.ts';

const { slowStartImage, kindConfig, nodeImage } = environment();

/** A name for a cluster that is deleted at the end of the block, should it still be there. */
export function clusterName(): { name: string } & AsyncDisposable {
  const name = `test-${randomBytes(3).toString('hex')}`;
  return {
    name,
    [Symbol.asyncDispose]: async () => {
      if ((await clusters()).includes(name)) await run('kind', ['delete', 'cluster', '--name', name]);
    },
  };
}

export function flagsFor(name: string, { image = slowStartImage, config = kindConfig } = {}): string[] {
  return [
    ...['run', '--cluster', 'kind', '--cluster-name', name, '--kind-config', config],
    ...(nodeImage === '' ? [] : ['--node-image', nodeImage]),
    ...['--load-image', image, '--image', image, '--port', '8080'],
  ];
}

export async function clusters(): Promise<string[]> {
  return (await run('kind', ['get', 'clusters'])).stdout.split('\n').filter((line) => line !== '');
}

/** The containers of a cluster's nodes, in whatever state. */
export async function containers(name: string): Promise<string> {
  const filter = `label=io.x-k8s.kind.cluster=${name}`;
  return (await run('docker', ['ps', '--all', '--quiet', '--filter', filter])).stdout.trim();
}
