import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasOwnRoute } from '../../../../src/kube/probe/paths/routes.ts';

/** A default route, 172.18.0.0/16 of a bridge and 10.96.0.0/12 as `minikube tunnel` adds it. */
const table = `Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
eth0	00000000	010200C0	0003	0	0	0	00000000	0	0	0
br-1	000012AC	00000000	0001	0	0	0	0000FFFF	0	0	0
br-1	0000600A	020012AC	0003	0	0	0	0000F0FF	0	0	0
`;

describe('a route of one’s own', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pod-start-slo-test-'));
    await writeFile(join(folder, 'route'), table);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each([
    ['172.18.0.2', true],
    ['10.96.12.34', true],
    ['10.111.255.255', true],
    ['10.112.0.1', false],
    ['172.19.0.2', false],
    ['8.8.8.8', false],
    ['fd00::1', false],
    ['example.com', false],
  ])('to %s: %s, for the default route is none', async (ip, expected) => {
    expect(await hasOwnRoute(ip, join(folder, 'route'))).toBe(expected);
  });

  it('is not assumed where no table can be read', async () => {
    expect(await hasOwnRoute('172.18.0.2', join(folder, 'missing'))).toBe(false);
  });
});
