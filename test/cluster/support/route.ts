import { networkInterfaces } from 'node:os';
import { run } from './command.ts';
import { kubectl } from './kubectl.ts';

/** The address of the tests' one node in Docker's network. */
export async function nodeAddress(): Promise<string> {
  const template = '{.items[0].status.addresses[?(@.type=="InternalIP")].address}';
  // With two families they are separated by a space.
  return (await kubectl(['get', 'nodes', '-o', `jsonpath=${template}`])).split(' ')[0] ?? '';
}

/** This machine's address in the network of the node. */
export function addressTowards(node: string): string {
  const near = node.split('.').slice(0, 2).join('.');
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const found = all.find(({ address }) => address.startsWith(`${near}.`));
  if (found === undefined) throw new Error(`this machine has no address in the network of ${node}`);
  return found.address;
}

/** The addresses that the node gives to pods. */
export async function podNetwork(): Promise<string> {
  return (await kubectl(['get', 'nodes', '-o', 'jsonpath={.items[0].spec.podCIDR}'])).trim();
}

/** Leads one address, or a network such as 10.96.0.0/16, to the node; with `await using` only until the end of the block. */
export async function routeToNode(address: string): Promise<AsyncDisposable> {
  const route = [address.includes('/') ? address : `${address}/32`, 'via', await nodeAddress()];
  // Of a test that was killed.
  await ip(['route', 'del', ...route]);
  const problem = await ip(['route', 'add', ...route]);
  if (problem !== '') throw new Error(`ip route add ${route.join(' ')}: ${problem}`);
  return {
    [Symbol.asyncDispose]: async () => {
      await ip(['route', 'del', ...route]);
    },
  };
}

/** What went wrong, empty where nothing did. */
async function ip(args: readonly string[]): Promise<string> {
  const isRoot = process.getuid?.() === 0;
  const ended = isRoot ? await run('ip', args) : await run('sudo', ['-n', 'ip', ...args]);
  return ended.code === 0 ? '' : ended.stderr.trim() || `exit code ${ended.code ?? ''}`;
}
