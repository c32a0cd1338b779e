import { expect, it } from 'vitest';
import { loadImages } from '../../../src/clusters/kind/load.ts';
import { standIns } from '../stand-in.ts';

async function load(extra: Record<string, string>, image = 'busybox:stable') {
  using programs = standIns(extra);
  programs.make('slo');
  const lines: string[] = [];
  const say = (message: string) => void lines.push(message);
  const loading = { cluster: 'slo', images: [image], registryPort: null, say };
  const signal = new AbortController().signal;
  const failure: unknown = await loadImages(loading, {
    program: 'kind',
    env: programs.env,
    signal,
  }).catch((error: unknown) => error);
  const ran = programs
    .ran()
    .map((line) =>
      line.replace(/\S*\/image\.tar/, 'image.tar').replace(/\/pod-start-slo-\S*\.tar/, '/there.tar'),
    );
  return { failure, lines, ran: ran.filter((line) => line !== '') };
}

it('loads an image as kind does', async () => {
  expect((await load({})).ran).toEqual(['kind load docker-image --name slo -- busybox:stable']);
});

it.each([
  [
    'an image',
    'busybox:stable',
    [
      'kind load docker-image --name slo -- busybox:stable',
      'docker save --output image.tar -- busybox:stable',
    ],
  ],
  ['an archive', '/images/image.tar', ['kind load image-archive --name slo -- image.tar']],
])('of %s that lacks a platform the nodes import theirs, which is said', async (_, image, before) => {
  const { failure, lines, ran } = await load({ FAIL: 'platforms' }, image);
  expect(failure).toBeUndefined();
  expect(ran).toEqual([
    ...before,
    'kind get nodes --name slo',
    'docker cp -- image.tar slo-control-plane:/there.tar',
    'docker exec slo-control-plane ctr --namespace=k8s.io images import --digests /there.tar',
    'docker exec slo-control-plane rm -f /there.tar',
  ]);
  expect(lines).toContain(
    `kind cannot load all platforms of ${image}; loading only the platform of the nodes`,
  );
});

it('says what to do where that does not work either', async () => {
  const { failure } = await load({ FAIL: 'platforms', FAIL_SAVE: 'yes' });
  expect(failure).toMatchObject({
    message: expect.stringContaining('busybox:stable names platforms that it does not contain') as string,
    facts: { hint: expect.stringContaining('docker pull --platform linux/amd64 IMAGE') as string },
  });
});
