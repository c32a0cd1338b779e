import { describe, expect, it } from 'vitest';
import type { SectionState } from '../../src/github/section.ts';
import type { Sticky } from '../../src/github/sticky-comment.ts';
import type { CommentMode } from '../../src/github/sticky-decisions.ts';
import { patientTimer } from './github-harness.ts';
import { addComment, octocat } from './server/state.ts';
import { post, sections, start } from './sticky-harness.ts';

describe('the sticky comment', () => {
  it('is one after ten runs, with what the last one said', async () => {
    await using server = await start();
    const actions = [];
    for (let runId = 1; runId <= 10; runId += 1)
      actions.push((await post(server, { runId, body: `run ${runId}` })).action);
    expect(actions).toEqual(['created', ...Array<string>(9).fill('updated')]);
    expect(server.state.comments).toHaveLength(1);
    expect(sections(server)).toEqual(['leg violated run 10']);
    expect(server.count('POST', /comments$/)).toBe(1);
  });

  it('says recovered once all is met again, and goes on saying it', async () => {
    await using server = await start();
    await post(server, { runId: 1, state: 'violated' });
    await post(server, { runId: 2, state: 'met' });
    expect(sections(server)).toEqual(['leg recovered text']);
    await post(server, { runId: 3, state: 'met' });
    expect(sections(server)).toEqual(['leg recovered text']);
  });

  it('never says recovered within one run, and keeps the worse of two things said under one name', async () => {
    await using server = await start();
    await post(server, { runId: 1, state: 'violated', body: 'too slow' });
    await expect(post(server, { runId: 1, state: 'met' })).resolves.toMatchObject({ action: 'worse-said' });
    expect(sections(server)).toEqual(['leg violated too slow']);
    await post(server, { runId: 1, attempt: 2, state: 'met' });
    expect(sections(server)).toEqual(['leg met text']);
    await post(server, { runId: 1, attempt: 2, state: 'violated' });
    expect(sections(server)).toEqual(['leg violated text']);
  });

  it('tells where it is', async () => {
    await using server = await start();
    const { url } = await post(server, {});
    expect(url).toBe(
      `https://github.com/octo-org/app/pull/7#issuecomment-${server.state.comments[0]?.id ?? 0}`,
    );
  });

  it('is another one for another workflow, job or comment-id', async () => {
    await using server = await start();
    await post(server, {});
    await post(server, { key: ['ci', 'measure', 'nightly'] });
    expect(server.state.comments).toHaveLength(2);
  });

  it('is found among many others', async () => {
    await using server = await start();
    for (let count = 0; count < 130; count += 1) addComment(server.state, 7, octocat, 'chat');
    await post(server, { runId: 1 });
    await post(server, { runId: 2, body: 'again' });
    expect(server.state.comments).toHaveLength(131);
    expect(sections(server)).toEqual(['leg violated again']);
  });

  it('is cut where it is too long for GitHub', async () => {
    await using server = await start();
    await post(server, { body: 'x'.repeat(100_000) });
    expect(sections(server)).toEqual([expect.stringContaining('summary of the run has it')]);
  });
});

describe('whether a comment is written', () => {
  /** What each mode does of a state with no comment there, and after a run with another state. */
  it.each<[CommentMode, SectionState | null, SectionState, Sticky['action']]>([
    ['on-violation', null, 'violated', 'created'],
    ['on-violation', null, 'regression', 'created'],
    ['on-violation', null, 'inconclusive', 'nothing-to-say'],
    ['on-violation', null, 'met', 'nothing-to-say'],
    ['on-violation', 'violated', 'violated', 'updated'],
    ['on-violation', 'violated', 'met', 'updated'],
    ['on-violation', 'met', 'met', 'updated'],
    ['on-change', null, 'violated', 'created'],
    ['on-change', null, 'met', 'nothing-to-say'],
    ['on-change', 'violated', 'violated', 'unchanged'],
    ['on-change', 'violated', 'met', 'updated'],
    ['on-change', 'met', 'met', 'unchanged'],
    ['on-change', 'met', 'violated', 'updated'],
    ['always', null, 'met', 'created'],
    ['always', 'met', 'met', 'updated'],
    ['never', null, 'violated', 'off'],
    ['never', 'violated', 'met', 'off'],
  ])('%s, after %s, now %s: %s', async (mode, before, state, action) => {
    await using server = await start();
    if (before !== null) await post(server, { mode: 'always', runId: 1, state: before });
    await expect(post(server, { mode, runId: 2, state })).resolves.toMatchObject({ action });
    const isThere = before !== null || action === 'created';
    expect(server.state.comments).toHaveLength(isThere ? 1 : 0);
  });

  it('never sends nothing at all', async () => {
    await using server = await start();
    await post(server, { mode: 'never' });
    expect(server.requests).toEqual([]);
  });

  it('a leg that is met is added to the comment of another that is not', async () => {
    await using server = await start();
    await post(server, { id: 'a', state: 'violated', legs: 2 }, { clock: patientTimer });
    await post(server, { id: 'b', state: 'met', legs: 1 });
    expect(sections(server)).toEqual(['a violated text', 'b met text']);
  });

  it.each([
    ['an older run', { runId: 4 }],
    ['an older attempt', { runId: 5, attempt: 1 }],
  ])('%s does not overwrite a newer one', async (_, older) => {
    await using server = await start();
    await post(server, { runId: 5, attempt: 2, body: 'new' });
    await expect(post(server, { ...older, body: 'old' })).resolves.toMatchObject({ action: 'outdated' });
    expect(sections(server)).toEqual(['leg violated new']);
  });

  it('a run of a leg that newer runs no longer have says nothing', async () => {
    await using server = await start();
    await post(server, { id: 'a', runId: 2 });
    await expect(post(server, { id: 'gone', runId: 1 })).resolves.toMatchObject({ action: 'outdated' });
  });
});
