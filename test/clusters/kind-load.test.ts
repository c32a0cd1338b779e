import { expect, it } from 'vitest';
import { loadImages } from '../../src/clusters/kind-load.ts';
import { standIns } from './stand-in.ts';

const loading = { cluster: 'slo', images: ['busybox:stable'], registryPort: null };

async function load(extra: Record<string, string>) {
  using programs = standIns(extra);
  const lines: string[] = [];
  const signal = new AbortController().signal;
  const failure: unknown = await loadImages(loading, {
    kindPath: 'kind',
    env: programs.env,
    signal,
    onLine: (line) => lines.push(line),
  }).catch((error: unknown) => error);
  const ran = programs.ran().map((line) => line.replace(/\S*\/image\.tar/, 'image.tar'));
  return { failure, lines, ran: ran.filter((line) => line !== '') };
}

it('loads an image as kind does', async () => {
  expect((await load({})).ran).toEqual(['kind load docker-image --name slo -- busybox:stable']);
});

it('loads the platform of the nodes alone where Docker has an image of several, and says so', async () => {
  const { failure, lines, ran } = await load({ FAIL: 'platforms' });
  expect(failure).toBeUndefined();
  expect(ran).toEqual([
    'kind load docker-image --name slo -- busybox:stable',
    'docker version --format {{.Server.Arch}}',
    'docker save --platform linux/arm64 --output image.tar -- busybox:stable',
    'kind load image-archive --name slo -- image.tar',
  ]);
  expect(lines).toContain('kind cannot load all platforms of busybox:stable; loading linux/arm64 alone');
});

it('says what to do where that does not work either', async () => {
  const { failure } = await load({ FAIL: 'platforms', FAIL_SAVE: 'yes' });
  expect(failure).toMatchObject({
    message: expect.stringContaining(
      'busybox:stable has several platforms, which kind cannot load',
    ) as string,
    facts: { hint: expect.stringContaining('docker pull --platform linux/arm64 busybox:stable') as string },
  });
});
