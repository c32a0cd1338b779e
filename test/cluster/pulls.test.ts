import { beforeAll, expect, test } from 'vitest';
import type { ImagePull } from '../../src/core/result.ts';
import { publish } from '../action/support/images.ts';
import { environment } from './support/environment.ts';
import { inNode } from './support/node.ts';
import { measure, type Measured } from './support/result.ts';

// An image of this file alone: removing it takes none away that other tests use.
const repository = 'pulls/slow-start:test';
const image = (): string => `${environment().registry}/${repository}`;

beforeAll(() => publish(repository));

test('an image that is removed before each start is pulled from the registry each time', async () => {
  const others = await otherImages();
  const cold = ['--image-cache', 'remove', '--image-pull-policy', 'Always'];
  const run = await start([...cold, '--objective', 'image-pull p95 <= 1ms']);
  for (const { kind, ms, waitingMs, bytes } of pullsOf(run)) {
    expect(kind).toBe('pulled');
    expect(ms).toBeGreaterThan(1);
    expect(waitingMs).toBeGreaterThanOrEqual(0);
    expect(bytes).toBeGreaterThan(1_000_000);
  }
  for (const { phases, imagePulls } of run.judged) expect(phases.imagePullMs).toBe(imagePulls[0]?.ms);
  // What was asked of the pulls is what is judged: they are all slower than a millisecond.
  expect(run).toMatchObject({ code: 1, result: { verdict: 'violated' } });
  const { length } = run.judged;
  expect(run.scenario.objectives).toMatchObject([
    { measure: 'image-pull', verdict: 'violated', evidence: { n: length, over: length, unknown: 0 } },
  ]);
  expect(others).toHaveLength(3);
  expect(await otherImages()).toEqual(others);
});

test('a cold start with IfNotPresent pulls as well', async () => {
  const run = await start([
    ...['--image-cache', 'remove', '--image-pull-policy', 'IfNotPresent', '--iterations', '2'],
  ]);
  expect(run.code).toBe(0);
  for (const { kind, bytes } of pullsOf(run)) {
    expect(kind).toBe('pulled');
    expect(bytes).toBeGreaterThan(1_000_000);
  }
});

test('with the policy Always and the image present only its digest is looked up again', async () => {
  await inNode(['crictl', 'pull', image()]);
  const run = await start(['--image-pull-policy', 'Always', '--iterations', '2'], '1');
  expect(run.code).toBe(0);
  // The node has not told anybody yet that it has the image: nobody may claim that it was pulled.
  const [warmup] = run.scenario.iterations;
  expect([null, 're-resolved']).toContain(warmup?.imagePulls[0]?.kind);
  for (const { kind, ms, bytes } of pullsOf(run)) {
    expect(kind).toBe('re-resolved');
    expect(ms).toBeGreaterThan(0);
    expect(ms).toBeLessThan(10_000);
    expect(bytes).toBeGreaterThan(1_000_000);
  }
});

test('with IfNotPresent and the image present nothing is asked of the registry, which takes no time', async () => {
  await inNode(['crictl', 'pull', image()]);
  const run = await start(['--image-pull-policy', 'IfNotPresent', '--iterations', '2']);
  expect(run.code).toBe(0);
  for (const pull of pullsOf(run)) expect(pull).toMatchObject({ kind: 'present', ms: 0, waitingMs: 0 });
  expect(run.scenario.phases['image-pull']).toMatchObject({ maxMs: 0 });
});

async function start(flags: readonly string[], warmup = '0'): Promise<Measured> {
  const common = ['--image', image(), '--port', '8080', '--via', 'node-port'];
  const run = await measure([...common, '--warmup', warmup, ...flags]);
  expect(run.scenario.summary).toMatchObject({ timedOut: 0, failed: 0 });
  expect(run.judged.length).toBeGreaterThan(1);
  return run;
}

function pullsOf({ judged }: Measured): ImagePull[] {
  return judged.map(({ imagePulls }) => {
    const [pull] = imagePulls;
    if (pull === undefined || imagePulls.length > 1) throw new Error(`${imagePulls.length} pulls`);
    expect(pull).toMatchObject({ container: 'app', image: image() });
    return pull;
  });
}

/** The images of the node that no test removes. */
async function otherImages(): Promise<string[]> {
  const { slowStartImage, agnhostImage, busyboxImage } = environment();
  const { images } = JSON.parse(await inNode(['crictl', 'images', '-o', 'json'])) as {
    images: { id: string; repoTags: string[] }[];
  };
  return images
    .filter(({ repoTags }) =>
      repoTags.some((name) =>
        [slowStartImage, agnhostImage, busyboxImage].some((kept) => name.endsWith(kept)),
      ),
    )
    .map(({ id }) => id)
    .sort();
}
