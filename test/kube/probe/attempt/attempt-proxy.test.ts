import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { httpServer } from '../support/servers.ts';

it('an attempt goes past a proxy that the environment names', async () => {
  const server = await httpServer((_, response) => response.end());
  const proxy = await httpServer((_, response) => response.writeHead(502).end());
  try {
    const names = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'];
    const url = `http://127.0.0.1:${proxy.port}`;
    // A process of its own: Node reads the variables once, when it starts.
    const env = { ...process.env, NODE_USE_ENV_PROXY: '1', NO_PROXY: '', no_proxy: '' };
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', program(server.port)],
      { env: { ...env, ...Object.fromEntries(names.map((name) => [name, url])) } },
    );
    expect(JSON.parse(stdout)).toMatchObject({ matched: true, status: 200 });
    expect(proxy.connections()).toBe(0);
  } finally {
    await Promise.all([server.close(), proxy.close()]);
  }
}, 30_000);

function program(port: number): string {
  const module = new URL('../../../../src/kube/probe/attempt/attempt.ts', import.meta.url).href;
  const target = { host: '127.0.0.1', port, scheme: 'http', path: '/', expectedStatus: 200 };
  const options = { ...target, connectTimeoutMs: 5000, responseTimeoutMs: 5000 };
  return `const { attempt } = await import(${JSON.stringify(module)});
    const clock = { nowMs: () => performance.now() };
    console.log(JSON.stringify(await attempt(${JSON.stringify(options)}, clock)));`;
}
