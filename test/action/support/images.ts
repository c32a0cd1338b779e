import { run } from '../../cluster/support/command.ts';
import { environment } from '../../cluster/support/environment.ts';

const { registryPush, slowStartImage } = environment();
export const clusterOfTests = 'pod-start-slo-test';

/**
 * Puts the slow-start image into the registry of the tests under another name, with more lines in its Dockerfile; it has
 * an identity of its own there.
 */
export async function publish(repository: string, lines = ''): Promise<void> {
  const target = `${registryPush}/${repository}`;
  await build(target, `LABEL pod-start-slo.as=${repository}\n${lines}`);
  await docker(['push', '--quiet', target]);
  await docker(['rmi', target]);
}

/** Puts the slow-start image, with one more line in its Dockerfile, on the nodes of the tests' cluster. */
export async function loadAs(image: string, line = 'LABEL pod-start-slo.loaded=true'): Promise<void> {
  await build(image, line);
  await done('kind', ['load', 'docker-image', image, '--name', clusterOfTests]);
  await docker(['rmi', image]);
}

async function build(target: string, line: string): Promise<void> {
  await docker(['build', '--quiet', '--tag', target, '-'], `FROM ${slowStartImage}\n${line}\n`);
}

function docker(args: readonly string[], stdin = ''): Promise<void> {
  return done('docker', args, stdin);
}

async function done(program: string, args: readonly string[], stdin = ''): Promise<void> {
  const { code, stderr } = await run(program, args, { stdin });
  if (code !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
}
