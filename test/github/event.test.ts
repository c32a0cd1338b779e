import { describe, expect, it } from 'vitest';
import { issueTargetOf, commentTargetOf, type EventFacts } from '../../src/github/event.ts';

const sha = 'c'.repeat(40);

function event(name: string, payload: unknown, more: Partial<EventFacts> = {}): EventFacts {
  return { name, payload, repository: 'octo-org/app', ref: 'refs/heads/main', ...more };
}

function pullRequest(repo: object | null): object {
  return { pull_request: { number: 7, head: { sha, repo } } };
}

function workflowRun(more: object = {}): object {
  return {
    workflow_run: {
      ...{ id: 99, run_attempt: 2, event: 'pull_request', head_branch: 'change', head_sha: sha },
      ...{ head_repository: { full_name: 'stranger/app' }, ...more },
    },
  };
}

describe('where a result can be told', () => {
  it.each(['pull_request', 'pull_request_target', 'pull_request_review'])(
    'on %s: its pull request',
    (name) => {
      expect(commentTargetOf(event(name, pullRequest({ full_name: 'octo-org/app' })))).toEqual({
        ...{ kind: 'pull-request', number: 7, headSha: sha, fromFork: false },
      });
    },
  );

  it.each([
    ['another repository', { full_name: 'stranger/app' }],
    ['a repository that is deleted by now', null],
  ])('a pull request from %s is one from a fork', (_, repo) => {
    expect(commentTargetOf(event('pull_request', pullRequest(repo)))).toMatchObject({ fromFork: true });
  });

  it('a repository is the same however its name is written', () => {
    const place = commentTargetOf(event('pull_request', pullRequest({ full_name: 'Octo-Org/App' })));
    expect(place).toMatchObject({ fromFork: false });
  });

  it.each(['merge_group', 'push', 'schedule', 'workflow_dispatch', 'issue_comment'])(
    'on %s: nowhere',
    (name) => {
      expect(commentTargetOf(event(name, {}))).toEqual({
        kind: 'none',
        why: `the event ${name} is about no pull request`,
      });
    },
  );

  it('on workflow_run: what is needed to find its pull request', () => {
    expect(commentTargetOf(event('workflow_run', workflowRun()))).toEqual({
      kind: 'workflow-run',
      run: {
        ...{ id: 99, attempt: 2, headRepository: 'stranger/app', headBranch: 'change', headSha: sha },
        fromFork: true,
      },
    });
  });

  it('on workflow_run after anything but a pull request: nowhere', () => {
    expect(commentTargetOf(event('workflow_run', workflowRun({ event: 'push' })))).toEqual({
      kind: 'none',
      why: 'the run before was started by push, not by a pull request',
    });
  });

  it('on workflow_run of a branch that is gone: nowhere', () => {
    expect(commentTargetOf(event('workflow_run', workflowRun({ head_repository: null })))).toMatchObject({
      kind: 'none',
    });
  });

  it.each(['pull_request', 'workflow_run'])('on %s without what it should have: nowhere', (name) => {
    for (const payload of [null, {}, [], 'text', { pull_request: { number: '7' }, workflow_run: { id: -1 } }])
      expect(commentTargetOf(event(name, payload))).toMatchObject({ kind: 'none' });
  });
});

describe('whether an issue may be kept', () => {
  const payload = { repository: { default_branch: 'trunk' } };

  it('a scheduled run may, since schedules are for the default branch only and do not say which it is', () => {
    expect(issueTargetOf(event('schedule', { schedule: '0 3 * * *' }))).toEqual({ kind: 'default-branch' });
  });

  it('a run that somebody started may on the default branch', () => {
    const by = (ref: string): string => issueTargetOf(event('workflow_dispatch', payload, { ref })).kind;
    expect([by('refs/heads/trunk'), by('refs/heads/change'), by('refs/tags/trunk')]).toEqual([
      'default-branch',
      'none',
      'none',
    ]);
  });

  it('a run that somebody started may not where the default branch is unknown', () => {
    expect(issueTargetOf(event('workflow_dispatch', {}))).toMatchObject({ kind: 'none' });
  });

  it.each(['pull_request', 'push', 'merge_group', 'workflow_run'])('a run on %s may not', (name) => {
    expect(issueTargetOf(event(name, payload, { ref: 'refs/heads/trunk' }))).toMatchObject({ kind: 'none' });
  });
});
