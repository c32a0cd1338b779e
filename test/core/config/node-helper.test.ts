import { expect, it } from 'vitest';
import { resolvePlan, type Resolution } from '../../../src/core/config/resolve.ts';

function resolved(settings: Record<string, string>): Resolution {
  const all = { image: 'app:1', port: '80', ...settings };
  return resolvePlan({ settings: all, nameOf: (name) => `--${name}`, randomSeed: 1 }, () => ({
    problem: 'none',
  }));
}

it('Pods with the file system of a node are made only where they were allowed', () => {
  expect(resolved({})).toMatchObject({ plan: { nodeHelper: null }, warnings: [] });
  expect(resolved({ allowNodeHelper: 'false' })).toMatchObject({ plan: { nodeHelper: null } });
});

it('Their image is pinned by its digest, unless another is named', () => {
  expect(resolved({ allowNodeHelper: 'true' })).toMatchObject({
    plan: {
      nodeHelper: { image: expect.stringMatching(/@sha256:[0-9a-f]{64}$/) as string, namespace: null },
    },
  });
  expect(
    resolved({ allowNodeHelper: 'true', nodeHelperImage: 'tools:1', nodeHelperNamespace: 'nodes' }),
  ).toMatchObject({ plan: { nodeHelper: { image: 'tools:1', namespace: 'nodes' } }, warnings: [] });
});

it('What is said of them without allowing them is told to be idle, and what is wrong is refused', () => {
  expect(resolved({ nodeHelperImage: 'tools:1', nodeHelperNamespace: 'nodes' })).toMatchObject({
    plan: { nodeHelper: null },
    warnings: [{ field: '--nodeHelperImage' }, { field: '--nodeHelperNamespace' }],
  });
  expect(resolved({ allowNodeHelper: 'true', nodeHelperNamespace: 'Nodes!' })).toMatchObject({
    problems: [{ field: '--nodeHelperNamespace', value: 'Nodes!' }],
  });
});
