import { describe, expect, it } from 'vitest';
import type { WorkflowRun } from '../../src/github/event.ts';
import { findPullRequest } from '../../src/github/find-pull-request.ts';
import { githubOf } from './github-harness.ts';
import { faults } from './server/faults.ts';
import { startGithub } from './server/start-github.ts';
import type { PullState } from './server/state.ts';

const sha = 'c'.repeat(40);

const run: WorkflowRun = {
  ...{ id: 99, attempt: 1, headRepository: 'stranger/app', headBranch: 'feature/a#b', headSha: sha },
  fromFork: true,
};

function pull(
  number: number,
  head: Partial<PullState['head']> = {},
  state: PullState['state'] = 'open',
): PullState {
  return {
    ...{ number, state, base: { ref: 'main' } },
    head: { repository: 'stranger/app', ref: 'feature/a#b', sha, ...head },
  };
}

async function found(pulls: PullState[]): Promise<unknown> {
  await using server = await startGithub({ pulls });
  const outcome = await findPullRequest(githubOf(server), run);
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}

describe('the pull request of a run', () => {
  it('is the open one with its repository, branch and commit', async () => {
    const others = [pull(1, { ref: 'main' }), pull(2, {}, 'closed'), pull(3, { repository: 'other/app' })];
    await expect(found([...others, pull(4)])).resolves.toEqual({ kind: 'found', number: 4 });
  });

  it('is found for a branch of the repository itself as well', async () => {
    await using server = await startGithub({ pulls: [pull(4, { repository: 'octo-org/app' })] });
    const own = { ...run, headRepository: 'octo-org/app', fromFork: false };
    await expect(findPullRequest(githubOf(server), own)).resolves.toEqual({
      ok: true,
      value: { kind: 'found', number: 4 },
    });
  });

  it('is none where another repository of the same owner has such a branch', async () => {
    await expect(found([pull(4, { repository: 'stranger/second-app' })])).resolves.toEqual({
      kind: 'none',
      why: 'no open pull request is for feature/a#b of stranger/app',
    });
  });

  it('is none where the fork is deleted', async () => {
    await expect(found([pull(4, { repository: null })])).resolves.toMatchObject({ kind: 'none' });
  });

  it('is none where commits were pushed since', async () => {
    await expect(found([pull(4, { sha: 'd'.repeat(40) })])).resolves.toEqual({
      kind: 'none',
      why: 'commits were pushed to the pull request after cccccccccccc, which was measured',
    });
  });

  it('is none where two have the same commit', async () => {
    await expect(found([pull(4), pull(5)])).resolves.toEqual({
      kind: 'none',
      why: 'several open pull requests (#4, #5) have this commit; which one ran is not known',
    });
  });

  it('is a failure as data where GitHub does not answer', async () => {
    await using server = await startGithub();
    server.fail({ times: 9 }, faults.serverError());
    const outcome = await findPullRequest(githubOf(server), run);
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'unavailable' } });
  });
});
