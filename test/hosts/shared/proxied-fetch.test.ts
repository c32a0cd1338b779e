import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { proxiedFetch } from '../../../src/hosts/shared/proxied-fetch.ts';
import { githubOf } from '../../github/github-harness.ts';
import { startGithub } from '../../github/server/start-github.ts';
import { listen } from '../../listening.ts';

interface Proxy extends AsyncDisposable {
  url: string;
  asked: string[];
}

/** A proxy that notes where it is asked to lead, and leads nowhere. */
async function startProxy(): Promise<Proxy> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(502).end();
  });
  server.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  return { ...(await listen(server)), asked };
}

const call = { route: 'GET /repos/{owner}/{repo}', needs: null };

describe('a proxy', () => {
  it('is not used where the environment names none', async () => {
    await expect(proxiedFetch({})).resolves.toBeUndefined();
  });

  it.each(['HTTPS_PROXY', 'https_proxy'])('named by %s is asked for the way to GitHub', async (name) => {
    await using server = await startGithub();
    await using proxy = await startProxy();
    const fetch = await proxiedFetch({ [name]: proxy.url });
    const github = githubOf(server, {
      ...{ baseUrl: 'https://github.example/api/v3', retryLimits: { attempts: 1 } },
      ...(fetch === undefined ? {} : { fetch }),
    });
    await expect(github.call(call, z.unknown())).resolves.toMatchObject({ failure: { kind: 'unavailable' } });
    expect(proxy.asked).toEqual(['github.example:443']);
  });

  it('is not asked for what NO_PROXY names', async () => {
    await using server = await startGithub();
    await using proxy = await startProxy();
    const fetch = await proxiedFetch({ HTTP_PROXY: proxy.url, NO_PROXY: '127.0.0.1' });
    const github = githubOf(server, fetch === undefined ? {} : { fetch });
    await expect(github.call(call, z.unknown())).resolves.toMatchObject({ ok: true });
    expect(proxy.asked).toEqual([]);
  });
});
