import { describe, expect, it } from 'vitest';
import { faults } from './faults.ts';
import { forkPermissions } from './permissions.ts';
import { startGithub, type Github, type GithubOptions } from './start-github.ts';
import { actionsBot, addComment, addIssue, octocat, type PullState } from './state.ts';

const pull: PullState = {
  ...{ number: 7, state: 'open', base: { ref: 'main' } },
  head: { repository: 'stranger/app', ref: 'change', sha: 'c'.repeat(40) },
};

const proper = {
  'user-agent': 'pod-start-slo/1.2.3',
  accept: 'application/vnd.github+json',
  'x-github-api-version': '2022-11-28',
  authorization: 'Bearer ghs_test',
};

interface Sent {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

function send(
  server: Github,
  path: string,
  { method = 'GET', body, headers = {} }: Sent = {},
): Promise<Response> {
  const init = body === undefined ? {} : { body: JSON.stringify(body) };
  const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
  return fetch(server.url + path, {
    method,
    headers: { ...proper, ...type, ...headers },
    redirect: 'manual',
    ...init,
  });
}

const repo = '/repos/octo-org/app';

/** A server with one of everything. */
async function started(options: GithubOptions = {}): Promise<Github> {
  const artifact = { id: 5, name: 'result', runId: 99, expired: false, zip: Buffer.from('zip') };
  const server = await startGithub({ pulls: [pull], artifacts: [artifact], ...options });
  addComment(server.state, 7, actionsBot, 'hello');
  addIssue(server.state, octocat, { title: 'Slow', body: 'It is slow.', labels: ['bug'] });
  return server;
}

describe('the server that stands for GitHub', () => {
  it.each([
    ['comments of a pull request', 'GET', `${repo}/issues/7/comments?per_page=100`, undefined, 200],
    ['a new comment', 'POST', `${repo}/issues/7/comments`, { body: 'text' }, 201],
    ['a changed comment', 'PATCH', `${repo}/issues/comments/1000`, { body: 'text' }, 200],
    ['a deleted comment', 'DELETE', `${repo}/issues/comments/1000`, undefined, 204],
    ['pull requests of a branch', 'GET', `${repo}/pulls?head=stranger:change&state=open`, undefined, 200],
    ['one pull request', 'GET', `${repo}/pulls/7`, undefined, 200],
    ['pull requests of a commit', 'GET', `${repo}/commits/${'c'.repeat(40)}/pulls`, undefined, 200],
    ['issues', 'GET', `${repo}/issues?state=open&sort=updated`, undefined, 200],
    ['a new issue', 'POST', `${repo}/issues`, { title: 'Slow', labels: ['slo'] }, 201],
    ['a closed issue', 'PATCH', `${repo}/issues/1001`, { state: 'closed', state_reason: 'completed' }, 200],
    ['the repository', 'GET', repo, undefined, 200],
    ['artifacts of a run', 'GET', `${repo}/actions/runs/99/artifacts?name=result`, undefined, 200],
    ['where an artifact is', 'GET', `${repo}/actions/artifacts/5/zip`, undefined, 302],
  ])('gives %s as GitHub describes it', async (_, method, path, body, status) => {
    await using server = await started();
    const response = await send(server, path, { method, body });
    expect([response.status, server.violations]).toEqual([status, []]);
  });

  it('gives the user of a token, and none for that of an app', async () => {
    await using people = await started({ viewer: octocat });
    await using apps = await started();
    await expect(send(people, '/user').then((each) => each.json())).resolves.toMatchObject({
      login: 'octocat',
    });
    expect((await send(apps, '/user')).status).toBe(403);
  });

  it.each([
    ['a parameter that is not there', `${repo}/issues?labelled=bug`, {}, 'labelled is no parameter'],
    ['a wrong value of a parameter', `${repo}/issues?state=opened`, {}, 'state=opened'],
    ['a page that is no number', `${repo}/issues?page=two`, {}, 'page=two'],
    ['no body', `${repo}/issues`, { method: 'POST' }, 'the body is missing'],
    [
      'a body without what it needs',
      `${repo}/issues`,
      { method: 'POST', body: {} },
      "required property 'title'",
    ],
    ['a wrong word in a body', `${repo}/issues/1001`, { method: 'PATCH', body: { state: 'shut' } }, '/state'],
    [
      'a property that is not there',
      `${repo}/issues/7/comments`,
      { method: 'POST', body: { body: '', text: '' } },
      'text is no property',
    ],
    ['a path that is not there', '/repos/octo-org/app/comment', {}, 'GitHub has no such operation'],
    [
      'another version of the API',
      repo,
      { headers: { 'x-github-api-version': '2020-01-01' } },
      'x-github-api-version',
    ],
    ['no word of who asks', repo, { headers: { 'user-agent': 'node' } }, 'user-agent'],
  ])('notes %s', async (_, path, sent, problem) => {
    const server = await started();
    await send(server, path, sent);
    expect(server.violations.join('\n')).toContain(problem);
    await expect(server[Symbol.asyncDispose]()).rejects.toThrow(problem);
  });

  it('cuts lists into pages and links each to the next', async () => {
    await using server = await started();
    for (let count = 0; count < 4; count += 1) addComment(server.state, 7, octocat, 'more');
    const ids = async (query: string): Promise<[number[], string | null]> => {
      const response = await send(server, `${repo}/issues/7/comments?${query}`);
      const comments = (await response.json()) as { id: number }[];
      return [comments.map(({ id }) => id), response.headers.get('link')];
    };
    const [first, link] = await ids('per_page=2');
    expect(first).toEqual([1000, 1002]);
    expect(link).toContain(`<${server.url}${repo}/issues/7/comments?per_page=2&page=2>; rel="next"`);
    const [last, lastLink] = await ids('per_page=2&page=3');
    expect(last).toEqual([1005]);
    expect(lastLink).not.toContain('rel="next"');
  });

  it('lets a job for a fork read only', async () => {
    await using server = await started({ permissions: forkPermissions });
    const path = `${repo}/issues/7/comments`;
    const response = await send(server, path, { method: 'POST', body: { body: 'text' } });
    expect(response.status).toBe(403);
    expect(response.headers.get('x-accepted-github-permissions')).toBe('issues=write; pull_requests=write');
    await expect(response.json()).resolves.toMatchObject({
      message: 'Resource not accessible by integration',
    });
    expect((await send(server, path)).status).toBe(200);
  });

  it('refuses tokens that are not its own', async () => {
    await using server = await started();
    const response = await send(server, repo, { headers: { authorization: 'Bearer ghs_other' } });
    expect(response.status).toBe(401);
  });

  it('goes wrong as often as a test asks it to, and in its words', async () => {
    await using server = await started();
    server.fail({ method: 'GET', path: /issues$/, times: 2 }, faults.tooManyRequests(3));
    const answers = [];
    for (let count = 0; count < 3; count += 1) answers.push(await send(server, `${repo}/issues`));
    expect(answers.map(({ status }) => status)).toEqual([429, 429, 200]);
    expect(answers[0]?.headers.get('retry-after')).toBe('3');
  });
});
