import { createServer as createTlsServer } from 'node:https';
import { describe, expect, it } from 'vitest';
import { listen } from '../../listening.ts';
import { certificates } from '../certificates.ts';
import { never, probe, server, step } from './probe-support.ts';

describe("A policy's probe", () => {
  it('follows redirects as PowerfulSeal does, and says nothing private to another host', async () => {
    await using other = await server((response) => response.end('there'));
    await using shop = await server((response, { line }) => {
      if (line.endsWith('/loop')) response.writeHead(302, { location: '/loop' }).end();
      else response.writeHead(line.startsWith('POST') ? 303 : 307, { location: `${other.url}/there` }).end();
    });
    const headers = [
      { name: 'Authorization', value: 'secret' },
      { name: 'X-Order', value: '7' },
    ];
    expect(await probe.ask(step(shop.url, { method: 'post', body: 'x', headers }), never)).toMatchObject({
      passed: true,
    });
    expect(other.asked[0]).toMatchObject({ line: 'GET /there', body: '', headers: { 'x-order': '7' } });
    expect(other.asked[0]?.headers['authorization']).toBeUndefined();
    expect(await probe.ask(step(shop.url, { path: '/loop' }), never)).toMatchObject({
      passed: false,
      message: 'more than 30 redirects',
    });
    expect(shop.asked.filter(({ line }) => line.endsWith('/loop'))).toHaveLength(31);
  });

  it.each([
    ['of the same name', '127.0.0.1'],
    ['of another name', 'localhost'],
  ])('does not repeat Authorization and Cookie in the clear after https, to a host %s', async (_, host) => {
    const made = await certificates();
    try {
      await using plain = await server((response) => response.end('there'));
      const location = plain.url.replace('127.0.0.1', host);
      const { key, cert } = made.server;
      const seen: (string | undefined)[] = [];
      await using secure = await listen(
        createTlsServer({ key, cert }, ({ headers }, response) => {
          seen.push(headers.authorization, headers.cookie);
          response.writeHead(302, { location }).end();
        }),
      );
      const headers = [
        { name: 'Authorization', value: 'secret' },
        { name: 'cookie', value: 'session=1' },
        { name: 'X-Order', value: '7' },
      ];
      const url = secure.url.replace('http:', 'https:');
      expect(await probe.ask(step(url, { headers, insecure: true }), never)).toMatchObject({ passed: true });
      expect(seen).toEqual(['secret', 'session=1']);
      expect(plain.asked).toHaveLength(1);
      const { authorization, cookie, ...others } = plain.asked[0]?.headers ?? {};
      expect([authorization, cookie, others['x-order']]).toEqual([undefined, undefined, '7']);
    } finally {
      await made.remove();
    }
  });

  // The values are those of Python's requests 2.34.2.
  it.each([
    ['user:pass', 'Basic dXNlcjpwYXNz'],
    ['user:p:q', 'Basic dXNlcjpwOnE='],
    ['user:', 'Basic dXNlcjo='],
    [':p', 'Basic OnA='],
    ['u:p%40ss', 'Basic dTpwQHNz'],
    ['u:%C3%A9', 'Basic dTrp'],
    ['us%20er:p%zz', 'Basic dXMlMjBlcjpwJXp6'],
    ['user', undefined],
    [':', undefined],
  ])('sends %s in its address as PowerfulSeal does', async (credentials, sent) => {
    await using shop = await server((response) => response.end('ok'));
    const url = shop.url.replace('http://', `http://${credentials}@`);
    expect(await probe.ask(step(url, { path: '/a:b@c' }), never)).toEqual({
      passed: true,
      status: 200,
      message: 'HTTP 200',
    });
    expect(shop.asked.map(({ line, headers }) => [line, headers.authorization])).toEqual([
      ['GET /a:b@c', sent],
    ]);
  });

  it('sends the password of its address to that server only, in place of an authorization of its own', async () => {
    await using other = await server((response) => response.end('there'));
    await using shop = await server((response, { line }) => {
      const location = line.endsWith('/away') ? other.url : '/away';
      response.writeHead(307, { location }).end();
    });
    const url = shop.url.replace('http://', 'http://user:pass@');
    const headers = [{ name: 'Authorization', value: 'Bearer token' }];
    expect(await probe.ask(step(url, { headers }), never)).toMatchObject({ passed: true });
    const sent = ({ asked }: typeof shop) => asked.map((seen) => seen.headers.authorization);
    expect(sent(shop)).toEqual(['Basic dXNlcjpwYXNz', 'Basic dXNlcjpwYXNz']);
    expect(sent(other)).toEqual([undefined]);
  });
});
