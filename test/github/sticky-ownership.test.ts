import { describe, expect, it } from 'vitest';
import { headMarker, keyOf, sectionBlock } from '../../src/github/marker.ts';
import { actionsBot, addComment, octocat, type Account } from './server/state.ts';
import { key, post, sections, start } from './sticky-harness.ts';

describe('a comment that somebody else wrote', () => {
  const own = `${headMarker(keyOf(...key), 'abc')}\n${sectionBlock({
    ...{ id: 'forged', leg: '0', title: 'forged', state: 'met', body: 'all is well', reporter: null },
    run: { runId: 1e12, attempt: 1 },
  })}`;
  const stranger: Account = { login: 'stranger', id: 66, type: 'User' };

  it('is not touched, though it begins with the very marker', async () => {
    await using server = await start();
    addComment(server.state, 7, stranger, own);
    await expect(post(server, {})).resolves.toMatchObject({ action: 'created' });
    expect(server.state.comments.map(({ body }) => body === own)).toEqual([true, false]);
    expect(server.count('PATCH', /./) + server.count('DELETE', /./)).toBe(0);
    expect(server.state.comments[1]?.body).not.toContain('all is well');
  });

  it('is not touched where it quotes the marker, be it by the same author', async () => {
    await using server = await start();
    addComment(server.state, 7, actionsBot, `> ${own}`);
    await expect(post(server, {})).resolves.toMatchObject({ action: 'created' });
  });

  it('is not touched where another bot put the very marker there', async () => {
    await using server = await start();
    addComment(server.state, 7, { login: 'other[bot]', id: 67, type: 'Bot' }, own);
    await expect(post(server, {})).resolves.toMatchObject({ action: 'created' });
    expect(server.state.comments.map(({ author }) => author.login)).toEqual(['other[bot]', actionsBot.login]);
  });

  it('is not taken for that of a person whose token is used', async () => {
    await using server = await start({ viewer: octocat, token: 'ghp_mine' });
    addComment(server.state, 7, stranger, own);
    await expect(post(server, { runId: 1 })).resolves.toMatchObject({ action: 'created' });
    await expect(post(server, { runId: 2 })).resolves.toMatchObject({ action: 'updated' });
    expect(server.state.comments.map(({ author }) => author.login)).toEqual(['stranger', 'octocat']);
  });

  it('may be that of an app whose token does not look like one', async () => {
    await using server = await start({ token: 'old-style' });
    await post(server, { runId: 1 });
    await expect(post(server, { runId: 2 })).resolves.toMatchObject({ action: 'updated' });
  });
});

describe('several comments of one job', () => {
  it('become the oldest one, with what all of them say', async () => {
    await using server = await start();
    const written = ['a', 'b'].map((id) => {
      const run = { runId: 1, attempt: 1 };
      const block = sectionBlock({
        id,
        leg: id,
        title: id,
        state: 'violated',
        body: id,
        run,
        reporter: null,
      });
      return addComment(server.state, 7, actionsBot, `${headMarker(keyOf(...key), id)}\n${block}`);
    });
    await post(server, { id: 'c', body: 'c' });
    expect(server.state.comments.map(({ id }) => id)).toEqual([written[0]?.id]);
    expect(sections(server)).toEqual(['a violated a', 'b violated b', 'c violated c']);
  });
});
