import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import type { Call, Github } from '../../src/github/api.ts';
import type { Failure, Outcome } from '../../src/github/failure.ts';
import { githubOf, impatientTimer } from './github-harness.ts';
import { faults, type Fault } from './server/faults.ts';
import { forkPermissions } from './server/permissions.ts';
import { startGithub } from './server/start-github.ts';
import { addComment, addIssue, octocat } from './server/state.ts';

const repository: Call = { route: 'GET /repos/{owner}/{repo}', needs: null };
const create: Call = {
  ...{ route: 'POST /repos/{owner}/{repo}/issues', parameters: { title: 'Slow' }, needs: 'issues: write' },
};
const name = z.object({ full_name: z.string() });

async function failureOf(outcome: Promise<Outcome<unknown>>): Promise<Failure> {
  const settled = await outcome;
  if (settled.ok) throw new Error('it succeeded');
  return settled.failure;
}

describe('asking GitHub', () => {
  it('gives what was asked for, with everything that GitHub wants to know in the request', async () => {
    await using server = await startGithub();
    const outcome = await githubOf(server).call(repository, name);
    expect(outcome).toEqual({ ok: true, value: { full_name: 'octo-org/app' } });
    expect(server.requests[0]?.headers).toMatchObject({
      'user-agent': 'pod-start-slo/1.2.3',
      'x-github-api-version': '2022-11-28',
      authorization: 'Bearer ghs_test',
    });
  });

  it('works with an address that ends in a slash', async () => {
    await using server = await startGithub();
    await expect(
      githubOf(server, { baseUrl: `${server.url}/` }).call(repository, name),
    ).resolves.toMatchObject({
      ok: true,
    });
  });

  it('gives all pages of a list', async () => {
    await using server = await startGithub();
    const { number } = addIssue(server.state, octocat, { title: 'Slow', body: '' });
    for (let count = 0; count < 250; count += 1) addComment(server.state, number, octocat, `${count}`);
    const parameters = { issue_number: number };
    const call = {
      route: 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
      parameters,
      needs: null,
    };
    const body = z.array(z.object({ body: z.string() }));
    const all = await githubOf(server).list(call, body, 10);
    expect(all.ok && all.value.items.map((each) => each.body)).toEqual(
      Array.from({ length: 250 }, (_, index) => `${index}`),
    );
    expect(server.requests).toHaveLength(3);
    const some = await githubOf(server).list(call, body, 2);
    expect(some.ok && [some.value.items.length, some.value.more]).toEqual([200, true]);
  });

  it.each<[string, Fault, Partial<Failure>]>([
    ['not allowed', faults.forbidden, { kind: 'forbidden', status: 403, neededPermission: 'issues: write' }],
    ['no valid token', faults.badCredentials, { kind: 'unauthorized', status: 401, neededPermission: null }],
    ['not there', faults.notFound, { kind: 'not-found', status: 404 }],
    ['not possible', faults.unprocessable, { kind: 'invalid', status: 422 }],
    [
      'too much',
      faults.tooManyRequests(3600),
      { kind: 'rate-limited', status: 429, retryAfterMs: 3_600_000 },
    ],
    [
      'too much at once',
      faults.secondaryLimit(90),
      { kind: 'rate-limited', status: 403, retryAfterMs: 90_000 },
    ],
    [
      'too much at once, unsaid how long',
      faults.secondaryLimit(null),
      { kind: 'rate-limited', retryAfterMs: null },
    ],
    ['broken', faults.serverError(500), { kind: 'unavailable', status: 500 }],
    ['broken, with a page for people', faults.errorPage, { kind: 'unavailable', status: 502 }],
    ['gone without an answer', faults.hangUp, { kind: 'unavailable', status: null }],
  ])('says that it is %s, and throws nothing', async (_, fault, expected) => {
    await using server = await startGithub();
    server.fail({ times: 9 }, fault);
    const failure = await failureOf(githubOf(server).call(create, z.unknown()));
    expect(failure).toMatchObject(expected);
    expect(failure.message).toContain('POST /repos/{owner}/{repo}/issues');
  });

  it('tells in one line what GitHub says, with the details', async () => {
    await using server = await startGithub();
    server.fail({}, faults.unprocessable);
    const { message } = await failureOf(githubOf(server).call(create, z.unknown()));
    expect(message).toBe(
      'GitHub answered 422 to POST /repos/{owner}/{repo}/issues: Validation Failed; body Validation Failed',
    );
  });

  it('says what a job for a fork may not do', async () => {
    await using server = await startGithub({ permissions: forkPermissions });
    const failure = await failureOf(githubOf(server).call(create, z.unknown()));
    expect(failure).toMatchObject({ kind: 'forbidden', neededPermission: 'issues: write' });
  });

  it('says that it was not reached', async () => {
    const server = await startGithub();
    await server[Symbol.asyncDispose]();
    const failure = await failureOf(githubOf(server).call(repository, name));
    expect(failure).toMatchObject({ kind: 'unavailable', status: null });
    expect(failure.message).toContain('ECONNREFUSED');
  });

  it('takes an answer of another form for no answer', async () => {
    await using server = await startGithub();
    const other = z.object({ full_name: z.number() });
    const failure = await failureOf(githubOf(server).call(repository, other));
    expect(failure).toMatchObject({ kind: 'unavailable' });
  });
});

describe('asking again', () => {
  it('waits as long as GitHub asks', async () => {
    await using server = await startGithub();
    server.fail({ times: 2 }, faults.tooManyRequests(7));
    const clock = impatientTimer();
    await expect(githubOf(server, { clock }).call(repository, name)).resolves.toMatchObject({ ok: true });
    expect(clock.waits).toEqual([7000, 7000]);
  });

  it('waits until a limit that is used up begins anew', async () => {
    await using server = await startGithub();
    server.fail({}, faults.limitUsedUp(5));
    const clock = impatientTimer();
    await githubOf(server, { clock }).call(repository, name);
    expect(clock.waits).toHaveLength(1);
    expect(clock.waits[0]).toBeGreaterThanOrEqual(5000);
    expect(clock.waits[0]).toBeLessThanOrEqual(7000);
  });

  it('gives up at once where GitHub asks for more time than there is', async () => {
    await using server = await startGithub();
    server.fail({ times: 9 }, faults.tooManyRequests(60));
    const clock = impatientTimer();
    await failureOf(githubOf(server, { clock }).call(repository, name));
    expect([clock.waits, server.requests.length]).toEqual([[], 1]);
  });

  it('is done three times at most, each after a longer wait', async () => {
    await using server = await startGithub();
    server.fail({ times: 9 }, faults.serverError());
    const clock = impatientTimer();
    await failureOf(githubOf(server, { clock }).call(repository, name));
    expect([clock.waits, server.requests.length]).toEqual([[500, 1000], 3]);
  });

  it('is not done for what may have been carried out', async () => {
    await using server = await startGithub();
    server.fail({ method: 'POST' }, faults.hangUpAfterwards);
    await failureOf(githubOf(server).call(create, z.unknown()));
    expect([server.requests.length, server.state.issues.length]).toEqual([1, 1]);
  });

  it('is done for what was turned away before', async () => {
    await using server = await startGithub();
    server.fail({ method: 'POST' }, faults.secondaryLimit(1));
    await expect(githubOf(server).call(create, z.unknown())).resolves.toMatchObject({ ok: true });
    expect(server.state.issues).toHaveLength(1);
  });

  it('is not done where the first answer is final', async () => {
    await using server = await startGithub();
    server.fail({ times: 9 }, faults.forbidden);
    await failureOf(githubOf(server).call(repository, name));
    expect(server.requests).toHaveLength(1);
  });

  it('is done after a request that took too long', async () => {
    await using server = await startGithub();
    server.fail({}, faults.silence);
    const github = githubOf(server, { retryLimits: { requestMs: 100 } });
    await expect(github.call(repository, name)).resolves.toMatchObject({ ok: true });
    expect(server.requests).toHaveLength(2);
  });

  it('says that there was no answer in time once all the time is up', async () => {
    await using server = await startGithub();
    server.fail({ times: 9 }, faults.silence);
    const github = githubOf(server, { retryLimits: { requestMs: 50, totalMs: 200 } });
    const failure = await failureOf(github.call(repository, name));
    expect(failure).toMatchObject({ kind: 'unavailable' });
    expect(failure.message).toContain('no answer in time');
  });
});

describe('a job that is cancelled', () => {
  const cancelled = async (
    github: Github,
    controller: AbortController,
    when: () => boolean,
  ): Promise<Failure> => {
    const asking = failureOf(github.call(repository, name));
    await vi.waitUntil(when);
    controller.abort(new Error('enough'));
    return asking;
  };

  it('waits for no answer', async () => {
    await using server = await startGithub();
    server.fail({}, faults.silence);
    const controller = new AbortController();
    const github = githubOf(server, { signal: controller.signal });
    const failure = await cancelled(github, controller, () => server.requests.length > 0);
    expect(failure).toMatchObject({ kind: 'cancelled' });
  });

  it('asks nothing any more', async () => {
    await using server = await startGithub();
    const failure = await failureOf(githubOf(server, { signal: AbortSignal.abort() }).call(repository, name));
    expect([failure.kind, server.requests.length]).toEqual(['cancelled', 0]);
  });
});
