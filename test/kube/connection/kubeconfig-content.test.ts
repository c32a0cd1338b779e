import { describe, expect, it } from 'vitest';
import { PodStartSloError } from '../../../src/core/errors.ts';
import { printableValue } from '../../../src/core/printable-value.ts';
import { findTarget } from '../../../src/kube/connection/kubeconfig.ts';

const content = 'apiVersion: v1\nkind: Config\nusers: [{name: u, user: {token: NOT-A-REAL-TOKEN}}]\n';

function failureOf(kubeconfig: string | undefined, env: Record<string, string> = {}): PodStartSloError {
  try {
    findTarget({ kubeconfig, env, serviceAccountDir: '/nowhere' });
  } catch (error) {
    if (error instanceof PodStartSloError) return error;
  }
  throw new Error('it was taken');
}

describe('the content of a kubeconfig where its path belongs', () => {
  const json = JSON.stringify({ users: [{ name: 'u', user: { token: 'NOT-A-REAL-TOKEN' } }] });
  it.each([
    ['YAML', content],
    ['JSON', json],
    ['YAML on one line', content.replaceAll('\n', ' ')],
    ['base64', Buffer.from(content).toString('base64')],
  ])('is called what it is, and not printed: %s', (_, value) => {
    for (const [failure, field] of [
      [failureOf(value), '--kubeconfig'],
      [failureOf(undefined, { KUBECONFIG: value }), 'KUBECONFIG'],
    ] as const) {
      expect(failure.facts.problems).toMatchObject([
        { field, message: 'is the content of a kubeconfig, not the path of one' },
      ]);
      expect(JSON.stringify(failure)).not.toContain('NOT-A-REAL-TOKEN');
      expect(failure.facts.problems?.[0]).not.toHaveProperty('value');
    }
  });

  it('is a path where it looks like one', () => {
    expect(failureOf('/nowhere/users').facts.problems).toMatchObject([{ value: '/nowhere/users' }]);
  });

  it('is not printed where nobody knows what it is', () => {
    const failure = failureOf(`some\ntext with NOT-A-REAL-TOKEN`);
    expect(JSON.stringify([failure.message, failure.facts])).not.toContain('NOT-A-REAL-TOKEN');
  });
});

describe('a value in an error', () => {
  it.each([
    '80b',
    'examples/app.yml',
    'example.com/app@sha256:0123456789abcdef',
    'p95 <= 30s',
    'localhost:5001',
  ])('is shown: %s', (value) => expect(printableValue(value)).toBe(value));

  it.each([
    'line\nline',
    '-----BEGIN RSA PRIVATE KEY----- x',
    `eyJhbGciOiJSUzI1NiJ9.${'a'.repeat(20)}`,
    'https://user:secret@example.com/hook',
    'A'.repeat(300),
  ])('is left out where it may be a secret: %s', (value) => expect(printableValue(value)).toBeNull());
});
