import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Failure } from '../../src/github/failure.ts';
import { permissionsBlock, permissionsHint } from '../../src/github/permissions-hint.ts';

const forbidden: Pick<Failure, 'kind' | 'neededPermission'> = {
  ...{ kind: 'forbidden', neededPermission: 'pull-requests: write' },
};

describe('what to do about a token that may not comment', () => {
  it('is the exact block to put into the workflow, with what checkout needs', () => {
    const lines = permissionsHint(forbidden, { fromFork: false });
    expect(lines.join('\n')).toContain('\npermissions:\n  contents: read\n  pull-requests: write\n');
  });

  it('is another block for issues', () => {
    const lines = permissionsHint({ ...forbidden, neededPermission: 'issues: write' }, { fromFork: false });
    expect(lines).toContain('  issues: write');
  });

  it('is a second workflow where the pull request is from a fork', () => {
    const text = permissionsHint(forbidden, { fromFork: true }).join('\n');
    expect(text).toContain('workflow_run');
    expect(text).toContain('org/pod-start-slo/report@v1');
    expect(text).toContain('permissions:\n  contents: read\n  actions: read\n  pull-requests: write');
  });

  it('is YAML as a workflow has it', () => {
    expect(parse(permissionsBlock(['actions: read', 'actions: read']).join('\n'))).toEqual({
      permissions: { contents: 'read', actions: 'read' },
    });
  });

  it.each(['unavailable', 'rate-limited', 'not-found', 'cancelled'] as const)(
    'is nothing where the trouble is another one: %s',
    (kind) => {
      expect(permissionsHint({ kind, neededPermission: null }, { fromFork: false })).toEqual([]);
    },
  );
});
