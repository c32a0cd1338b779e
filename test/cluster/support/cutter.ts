import { setTimeout as sleep } from 'node:timers/promises';
import { start } from './command.ts';
import { freePort } from './ports.ts';
import { scoped, waitFor } from './waiting.ts';

/** A TCP proxy whose connections can be cut. */
export interface Cutter extends AsyncDisposable {
  /** Where it listens: `127.0.0.1:41234`. */
  address: string;
  /** Ends all connections, and takes no new ones for this long. */
  cut: (ms: number) => Promise<void>;
}

/** Starts toxiproxy (https://github.com/Shopify/toxiproxy#http-api) in front of a server. */
export async function startCutter(upstream: string): Promise<Cutter> {
  const port = await freePort();
  const args = ['-host', '127.0.0.1', '-port', `${port}`];
  const server = scoped(start('toxiproxy-server', args, { timeoutMs: 300_000 }));
  const ask = async (path: string, body: object): Promise<{ listen: string }> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`toxiproxy ${path}: ${await answer.text()}`);
    return (await answer.json()) as { listen: string };
  };
  const proxy = { name: 'api-server', listen: '127.0.0.1:0', upstream, enabled: true };
  try {
    const { listen } = await waitFor('toxiproxy', () => ask('/proxies', proxy).catch(() => null), 20_000);
    return {
      address: listen,
      async cut(ms) {
        await ask('/proxies/api-server', { enabled: false });
        await sleep(ms);
        await ask('/proxies/api-server', { enabled: true });
      },
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    };
  } catch (error) {
    await server[Symbol.asyncDispose]();
    throw error;
  }
}
