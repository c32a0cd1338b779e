import { start } from './command.ts';
import { environment } from './environment.ts';
import { scoped, waitFor } from './waiting.ts';

/** Leads a port of this machine to one in the cluster, as `127.0.0.1:41234`, until the end of the block. */
export async function portForward(
  namespace: string,
  target: string,
  port: number,
): Promise<AsyncDisposable & { address: string }> {
  const args = ['port-forward', '-n', namespace, target, `:${port}`, '--address', '127.0.0.1'];
  const env = { KUBECONFIG: environment().kubeconfig };
  const program = scoped(start('kubectl', args, { env, timeoutMs: 600_000 }));
  const address = await waitFor('the port-forward', () => {
    const { stdout, stderr } = program.output();
    if (program.child.exitCode !== null) throw new Error(stderr);
    return /Forwarding from (127\.0\.0\.1:\d+)/.exec(stdout)?.[1] ?? null;
  });
  return { address, [Symbol.asyncDispose]: () => program[Symbol.asyncDispose]() };
}
