import { describe, expect, it } from 'vitest';
import { removeFromNodes, type RunInNode } from '../../../src/core/image-cache/remove.ts';
import { fakeNodes, type FakeContainer, type FakeNode } from './runtime.ts';

const id = 'sha256:26d6869e44cb';
const digest = 'registry:5000/app@sha256:5a45af44';
const app = { id, repoTags: ['registry:5000/app:1'], repoDigests: [digest] };
const name = 'registry:5000/app:1';

function remove(images: readonly string[], nodes: readonly string[], run: RunInNode): Promise<void> {
  return removeFromNodes({ images, nodes, run, sleep: () => Promise.resolve() });
}

async function refusalOf(node: FakeNode, wanted: readonly string[] = [name]): Promise<string> {
  const { run, removed } = fakeNodes({ n: node });
  const why = await remove(wanted, ['n'], run).then(
    () => 'removed',
    (error: unknown) => (error as Error).message,
  );
  // Whatever is refused is there afterwards.
  expect(removed.length > 0).toBe(why === 'removed');
  return why;
}

const usedBy = (container: Partial<FakeContainer>): Promise<string> =>
  refusalOf({ images: [app], containers: [{ pod: 'web', image: id, ...container }] });

describe('Removing an image', () => {
  it('takes what was looked at from each node that has it, once, by its ID', async () => {
    const { run, removed } = fakeNodes({ a: { images: [app] }, b: {}, c: { images: [app] } });
    await remove([name, digest], ['a', 'b', 'c'], run);
    expect(removed.sort()).toEqual([`a ${id}`, `c ${id}`]);
  });

  it('removes none anywhere where one has to stay somewhere', async () => {
    const used = { images: [app], containers: [{ pod: 'web', image: id }] };
    const { run, removed } = fakeNodes({ a: { images: [app] }, b: used });
    await expect(remove([name], ['a', 'b'], run)).rejects.toMatchObject({
      code: 'cluster',
      message: `the image stays where it is: on node b, ${name} is used by pod team/web`,
      facts: { hint: expect.stringContaining('to other nodes') as string },
    });
    expect(removed).toEqual([]);
  });

  it('tells a node that cannot be asked', async () => {
    const run = () => Promise.reject(new Error('crictl: not found'));
    await expect(remove([name], ['a'], run)).rejects.toThrow('crictl: not found');
  });
});

describe('An image is in use', () => {
  it.each<[string, string]>([
    ['its ID', id],
    ['its ID, as CRI-O writes it', '26d6869e44cb'],
    ['its tag', name],
    ['its digest', digest],
    ['its digest in another registry', 'mirror/app@sha256:5a45af44'],
  ])('by a container that was made of %s', async (_, image) => {
    expect(await usedBy({ image })).toContain('is used by pod team/web');
  });

  it('by another name of its content', async () => {
    const images = [{ ...app, repoTags: [name, 'other/app:2'] }];
    const containers = [{ pod: 'web', image: 'other/app:2' }];
    expect(await refusalOf({ images, containers })).toBe(
      `the image stays where it is: on node n, ${name} is used by pod team/web; on node n, ${name} has other names there, which would go with it: other/app:2`,
    );
  });

  it.each(['CONTAINER_EXITED', 'CONTAINER_CREATED', 'CONTAINER_UNKNOWN'])(
    'by a container that is %s, which may be started again',
    async (state) => {
      expect(await usedBy({ state })).toContain('is used by pod team/web (not running)');
      expect(await usedBy({ state, sandbox: 'SANDBOX_NOTREADY' })).toContain('pod team/web (not running)');
    },
  );

  it('not by what is left of a run’s own pod that is over', async () => {
    const labels = { 'pod-start-slo/run-id': 'r1' };
    const over = { labels, state: 'CONTAINER_EXITED', sandbox: 'SANDBOX_NOTREADY' };
    expect(await usedBy(over)).toBe('removed');
    expect(await usedBy({ ...over, sandbox: 'SANDBOX_READY' })).toContain('is used by');
    expect(await usedBy({ ...over, state: 'CONTAINER_RUNNING' })).toContain('is used by');
  });

  it('not by a pod that is gone, once its containers are: which takes a minute at most', async () => {
    const gone = { pod: 'job', image: id, state: 'CONTAINER_EXITED', sandbox: 'SANDBOX_NOTREADY' };
    const node = { images: [app], containers: [gone] };
    const { run, removed } = fakeNodes({ n: node });
    const waits: number[] = [];
    const sleep = (ms: number): Promise<void> => {
      waits.push(ms);
      if (waits.length === 3) node.containers = [];
      return Promise.resolve();
    };
    await removeFromNodes({ images: [name], nodes: ['n'], run, sleep });
    expect({ removed, waits }).toEqual({ removed: [`n ${id}`], waits: [2000, 2000, 2000] });

    node.containers = [gone, { pod: 'web', image: id, state: 'CONTAINER_RUNNING', sandbox: 'SANDBOX_READY' }];
    waits.length = 3;
    await expect(removeFromNodes({ images: [name], nodes: ['n'], run, sleep })).rejects.toThrow('team/web');
    expect(waits).toHaveLength(3);
  });

  it('not by containers of other images', async () => {
    expect(await usedBy({ image: 'sha256:ffff' })).toBe('removed');
  });

  it('by many pods, of which some are named', async () => {
    const containers = Array.from({ length: 8 }, (_, index) => ({ pod: `web-${index}`, image: id }));
    expect(await refusalOf({ images: [app], containers })).toMatch(/web-4, 3 more$/);
  });
});

describe('An image that nobody uses', () => {
  it('stays where it has a name that was not asked for', async () => {
    const images = [{ ...app, repoTags: [name, 'other/app:2'] }];
    expect(await refusalOf({ images })).toMatch(
      /has other names there, which would go with it: other\/app:2$/,
    );
    expect(await refusalOf({ images }, [name, 'other/app:2'])).toBe('removed');
    expect(await refusalOf({ images: [app] }, [digest])).toContain(
      `other names there, which would go with it: ${name}`,
    );
  });

  it('stays where the runtime was told to keep it', async () => {
    expect(await refusalOf({ images: [{ ...app, pinned: true }] })).toContain('is pinned there');
  });

  it('goes by its tag and its digest together', async () => {
    const both = `${name}@sha256:5a45af44`;
    const images = [{ ...app, repoDigests: [digest, both] }];
    expect(await refusalOf({ images }, [both])).toBe('removed');
  });

  it('goes by a name that its runtime writes in full', async () => {
    const images = [{ id, repoTags: ['docker.io/library/nginx:latest', 'nginx'] }];
    expect(await refusalOf({ images }, ['nginx'])).toBe('removed');
  });
});
