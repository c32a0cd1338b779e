import { randomBytes } from 'node:crypto';
import { run } from './command.ts';
import { kubectl } from './kubectl.ts';

/** Name of the cluster's one node, which is also that of its container. */
export async function nodeName(): Promise<string> {
  return (await kubectl(['get', 'nodes', '-o', 'jsonpath={.items[0].metadata.name}'])).trim();
}

/** Runs a program in the node and resolves with what it printed. @throws where it fails */
export async function inNode(command: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await run('docker', ['exec', await nodeName(), ...command]);
  if (code !== 0) throw new Error(`${command.join(' ')} in the node: ${stderr.trim()}`);
  return stdout;
}

export interface NodeFolder extends AsyncDisposable {
  /** In the node; pods reach it through a hostPath volume. */
  path: string;
  read: (file: string) => Promise<string>;
}

/** A folder of the node that pods of any user may write to; with `await using` it is deleted at the end of the block. */
export async function makeNodeFolder(): Promise<NodeFolder> {
  const path = `/var/tmp/pod-start-slo-${randomBytes(4).toString('hex')}`;
  await inNode(['mkdir', '-m', '0777', path]);
  const remove = async (): Promise<void> => {
    await inNode(['rm', '-rf', path]);
  };
  return { path, read: (file) => inNode(['cat', `${path}/${file}`]), [Symbol.asyncDispose]: remove };
}
