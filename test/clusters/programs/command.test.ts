import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runCommand } from '../../../src/clusters/programs/command.ts';

const options = { env: process.env, signal: new AbortController().signal };

describe('running a program', () => {
  it('gives its output', async () => {
    expect(await runCommand('printf', ['%s', 'a b'], options)).toBe('a b');
  });

  it('hands arguments over as they are: no shell reads them', async () => {
    expect(await runCommand('printf', ['%s', '$(echo no); `echo no`'], options)).toBe(
      '$(echo no); `echo no`',
    );
  });

  it('gives it what it needs of the environment, and no secret that is none of its business', async () => {
    const env = {
      ...{ PATH: process.env['PATH'], DOCKER_HOST: 'tcp://a', KIND_EXPERIMENTAL_PROVIDER: 'podman' },
      ...{ no_proxy: 'a', KUBECONFIG: '/k', MINE: 'passed on by name', POD_START_SLO_PASS_ENV: 'MINE' },
      ...{ 'INPUT_GITHUB-TOKEN': 'secret', GITHUB_TOKEN: 'secret', ACTIONS_RUNTIME_TOKEN: 'secret' },
      ...{ DOCKER_PASSWORD: 'secret', AWS_SECRET_ACCESS_KEY: 'secret' },
    };
    const output = await runCommand('env', [], { ...options, env });
    const names = output.split('\n').map((line) => line.split('=', 1)[0]);
    expect(names).toEqual(
      expect.arrayContaining(['PATH', 'DOCKER_HOST', 'KIND_EXPERIMENTAL_PROVIDER', 'no_proxy', 'MINE']),
    );
    expect(output).not.toContain('secret');
  });

  it('tells the last lines of one that failed', async () => {
    const failing = runCommand('sh', ['-c', 'echo first >&2; echo last >&2; exit 3'], options);
    await expect(failing).rejects.toMatchObject({
      code: 'cluster',
      message: expect.stringMatching(/exit code 3[^]*last/) as string,
    });
  });

  it('says what to do about one that is not installed', async () => {
    const missing = runCommand('pod-start-slo-no-such-program', [], options);
    await expect(missing).rejects.toMatchObject({
      message: expect.stringContaining('is not installed') as string,
    });
  });

  it('ends one that is under way when aborted, with the reason', async () => {
    const controller = new AbortController();
    const sleeping = runCommand('sleep', ['60'], { ...options, signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(sleeping).rejects.toThrow('enough');
  });

  it('ends what it has started itself, too', async () => {
    const controller = new AbortController();
    const child = Promise.withResolvers<number>();
    // The shell waits for its child, and a signal to it alone would leave that running.
    const waiting = runCommand('sh', ['-c', 'sleep 60 & echo $! >&2; wait'], {
      ...options,
      signal: controller.signal,
      onLine: (line) => child.resolve(Number(line)),
    });
    const pid = await child.promise;
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await expect.poll(() => isRunning(pid)).toBe(false);
  });

  it('ends by force what does not end in order', async () => {
    const controller = new AbortController();
    const deaf = Promise.withResolvers<number>();
    const script = `trap '' TERM; sh -c 'trap "" TERM; echo $$ >&2; while :; do sleep 1; done' & wait; wait`;
    const waiting = runCommand('sh', ['-c', script], {
      ...options,
      signal: controller.signal,
      onLine: (line) => deaf.resolve(Number(line)),
    });
    const pid = await deaf.promise;
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await expect.poll(() => isRunning(pid)).toBe(false);
  });

  it('waits for no output of what a program leaves in the background', async () => {
    const left = Promise.withResolvers<number>();
    // A session of its own: no group that is ended holds it.
    const script = `file=$(mktemp); setsid sh -c 'echo $$ >"$0"; exec sleep 60' "$file" &
      until [ -s "$file" ]; do sleep 0.05; done; cat "$file" >&2; rm "$file"; echo done`;
    const output = await runCommand('sh', ['-c', script], {
      ...options,
      onLine: (line) => left.resolve(Number(line)),
    });
    process.kill(await left.promise, 'SIGKILL');
    expect(output).toBe('done\n');
  });

  it('passes on every line that is told meanwhile', async () => {
    const lines: string[] = [];
    await runCommand('sh', ['-c', 'echo one >&2; echo two >&2'], {
      ...options,
      onLine: (line) => lines.push(line),
    });
    expect(lines).toEqual(['one', 'two']);
  });
});

/** A process that has ended may still be listed until its parent has taken note. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
