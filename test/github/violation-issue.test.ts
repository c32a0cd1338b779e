import { describe, expect, it } from 'vitest';
import { trustedMarkdown } from '../../src/core/markdown.ts';
import type { Outcome } from '../../src/github/failure.ts';
import { parseIssue } from '../../src/github/issue-text.ts';
import { keyOf } from '../../src/github/marker.ts';
import type { SectionState } from '../../src/github/section.ts';
import { keepViolationIssue, type IssueRequest, type KeptIssue } from '../../src/github/violation-issue.ts';
import { githubOf } from './github-harness.ts';
import { faults } from './server/faults.ts';
import { forkPermissions } from './server/permissions.ts';
import { startGithub, type Github } from './server/start-github.ts';
import { actionsBot, addIssue, octocat, type Account } from './server/state.ts';

const key = ['nightly', 'measure', 'goldpinger'];

function keep(
  server: Github,
  runId: number,
  state: SectionState,
  more: object = {},
): Promise<Outcome<KeptIssue>> {
  const request: IssueRequest = {
    ...{ key, run: { runId, attempt: 1 }, state, title: 'goldpinger starts too slowly', labels: ['slo'] },
    render: ({ first, runs }) =>
      trustedMarkdown(`Found by run ${runId}, ${runs} in a row since run ${first.runId}.`),
    farewell: ({ runs }) => trustedMarkdown(`Met again after ${runs} runs.`),
    ...more,
  };
  return keepViolationIssue(githubOf(server), request);
}

async function actionsOf(
  server: Github,
  runs: readonly [number, SectionState, object?][],
): Promise<string[]> {
  const actions = [];
  for (const [runId, state, more] of runs) {
    const outcome = await keep(server, runId, state, more);
    actions.push(outcome.ok ? outcome.value.action : outcome.failure.kind);
  }
  return actions;
}

const visible = (text: string): string => text.replaceAll(/<!--.*?-->\n/g, '');

describe('the issue about a violation', () => {
  it('is opened, kept up to date without a comment, and closed with one when it is met again', async () => {
    await using server = await startGithub();
    const runs = await actionsOf(server, [
      [1, 'met'],
      [2, 'violated'],
      [3, 'violated'],
      [4, 'regression'],
      [5, 'met'],
      [6, 'met'],
    ]);
    expect(runs).toEqual(['nothing-to-say', 'opened', 'updated', 'updated', 'closed', 'nothing-to-say']);
    expect(server.state.issues).toMatchObject([
      { title: 'goldpinger starts too slowly', state: 'closed', stateReason: 'completed', labels: ['slo'] },
    ]);
    expect(server.state.comments.map(({ body }) => body)).toEqual(['Met again after 3 runs.']);
  });

  it('says how long it has lasted; attempts of one run count once', async () => {
    await using server = await startGithub();
    await actionsOf(server, [
      [2, 'violated'],
      [3, 'violated'],
      [3, 'violated', { run: { runId: 3, attempt: 2 } }],
    ]);
    expect(visible(server.state.issues[0]?.body ?? '')).toBe('Found by run 3, 2 in a row since run 2.');
  });

  it('is a new one for a violation after it was closed', async () => {
    await using server = await startGithub();
    await actionsOf(server, [
      [1, 'violated'],
      [2, 'met'],
      [3, 'violated'],
    ]);
    expect(server.state.issues.map(({ state }) => state)).toEqual(['closed', 'open']);
  });

  it('is another one for each scenario', async () => {
    await using server = await startGithub();
    await actionsOf(server, [
      [1, 'violated'],
      [1, 'violated', { key: ['nightly', 'measure', 'other'] }],
    ]);
    expect(server.state.issues).toHaveLength(2);
  });

  it('is left as it is by a run that cannot tell', async () => {
    await using server = await startGithub();
    const runs = await actionsOf(server, [
      [1, 'inconclusive'],
      [2, 'violated'],
      [3, 'inconclusive'],
    ]);
    expect(runs).toEqual(['nothing-to-say', 'opened', 'left-alone']);
    expect(visible(server.state.issues[0]?.body ?? '')).toContain('Found by run 2');
  });

  it('stays open where another job, or another attempt, of the very run is met', async () => {
    await using server = await startGithub();
    const runs = await actionsOf(server, [
      [1, 'violated'],
      [1, 'met'],
      [1, 'met', { run: { runId: 1, attempt: 2 } }],
      [2, 'met'],
    ]);
    expect(runs).toEqual(['opened', 'worse-said', 'worse-said', 'closed']);
    expect(server.state.comments).toHaveLength(1);
  });

  it('is not changed by an older run', async () => {
    await using server = await startGithub();
    const runs = await actionsOf(server, [
      [5, 'violated'],
      [4, 'met'],
    ]);
    expect(runs).toEqual(['opened', 'outdated']);
    expect(server.state.issues[0]?.state).toBe('open');
  });

  it('is found among many that changed since', async () => {
    await using server = await startGithub();
    await keep(server, 1, 'violated');
    for (let count = 0; count < 120; count += 1)
      addIssue(server.state, octocat, { title: 'Other', body: '' });
    await expect(actionsOf(server, [[2, 'violated']])).resolves.toEqual(['updated']);
  });

  it('is the older one where two runs opened one each', async () => {
    await using server = await startGithub();
    await keep(server, 1, 'violated');
    const [first] = server.state.issues;
    addIssue(server.state, actionsBot, { title: 'The same', body: first?.body ?? '' });
    await keep(server, 2, 'violated');
    expect(server.state.issues.map(({ state }) => state)).toEqual(['open', 'closed']);
  });

  it('has a text that GitHub takes, however long the report is, and no marker comes from it', async () => {
    await using server = await startGithub();
    const forged = '<!-- pod-start-slo:history v1 e30= -->';
    await keep(server, 1, 'violated', { render: () => trustedMarkdown(forged) });
    expect(server.state.issues[0]?.body).not.toContain(forged);
    const outcome = await keep(server, 2, 'violated', {
      render: () => trustedMarkdown('x'.repeat(70_000)),
    });
    expect(outcome).toMatchObject({ ok: true, value: { action: 'updated' } });
    expect(parseIssue(server.state.issues[0]?.body ?? '', keyOf('issue', ...key))).toMatchObject({ runs: 2 });
  });
});

describe('an issue that the tool did not open', () => {
  const stranger: Account = { login: 'stranger', id: 66, type: 'User' };

  it('is not touched, though it begins with the very markers', async () => {
    await using server = await startGithub();
    await keep(server, 1, 'violated');
    const body = server.state.issues[0]?.body ?? '';
    await keep(server, 2, 'met');
    const copy = addIssue(server.state, stranger, { title: 'Copied', body });
    await expect(actionsOf(server, [[3, 'met']])).resolves.toEqual(['nothing-to-say']);
    await expect(actionsOf(server, [[4, 'violated']])).resolves.toEqual(['opened']);
    expect([copy.state, copy.body]).toEqual(['open', body]);
  });

  it('is not asked for at all with the token of a person', async () => {
    await using server = await startGithub({ viewer: octocat, token: 'ghp_mine' });
    await actionsOf(server, [
      [1, 'violated'],
      [2, 'violated'],
    ]);
    expect(server.state.issues).toHaveLength(1);
    expect(server.requests.filter(({ query }) => query.get('creator') === 'octocat')).toHaveLength(2);
  });
});

describe('when GitHub does not want an issue', () => {
  it('the permission that is missing is told', async () => {
    await using server = await startGithub({ permissions: forkPermissions });
    await expect(keep(server, 1, 'violated')).resolves.toMatchObject({
      failure: { kind: 'forbidden', neededPermission: 'issues: write' },
    });
  });

  it.each([
    ['the list', 'GET', 'unavailable'],
    ['the change', 'PATCH', 'unavailable'],
    ['the last comment', 'POST', 'unavailable'],
  ])('%s fails as data', async (_, method, kind) => {
    await using server = await startGithub();
    await keep(server, 1, 'violated');
    server.fail({ method, times: 99 }, faults.serverError());
    await expect(keep(server, 2, 'met')).resolves.toMatchObject({ ok: false, failure: { kind } });
  });

  it('repositories without issues are told of', async () => {
    await using server = await startGithub();
    server.fail(
      { times: 9 },
      { kind: 'reply', reply: { status: 410, body: { message: 'Issues are disabled' } } },
    );
    await expect(keep(server, 1, 'violated')).resolves.toMatchObject({
      failure: { kind: 'not-found', status: 410 },
    });
  });
});
