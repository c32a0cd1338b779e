import { describe, expect, it } from 'vitest';
import { patientTimer } from './github-harness.ts';
import { faults } from './server/faults.ts';
import { forkPermissions } from './server/permissions.ts';
import { post, start, tryToPost } from './sticky-harness.ts';

describe('when GitHub does not want to', () => {
  it('a job for a fork is told what it lacks', async () => {
    await using server = await start({ permissions: forkPermissions });
    await expect(tryToPost(server, {})).resolves.toMatchObject({
      failure: { kind: 'forbidden', neededPermission: 'pull-requests: write' },
    });
  });

  it.each([
    ['there is no such pull request', faults.notFound, 'not-found'],
    ['it finds a fault with the text', faults.unprocessable, 'invalid'],
    ['it is broken', faults.serverError(), 'unavailable'],
    ['it has had too much', faults.secondaryLimit(3600), 'rate-limited'],
    ['the token is not valid', faults.badCredentials, 'unauthorized'],
  ] as const)('because %s, it is data', async (_, fault, kind) => {
    await using server = await start();
    server.fail({ method: 'POST', times: 99 }, fault);
    await expect(tryToPost(server, {})).resolves.toMatchObject({ ok: false, failure: { kind } });
  });

  it('for a moment, it is asked again', async () => {
    await using server = await start();
    server.fail({ method: 'POST', path: /comments$/ }, faults.serverError());
    await expect(tryToPost(server, {})).resolves.toMatchObject({ ok: true, value: { action: 'created' } });
    expect(server.state.comments).toHaveLength(1);
  });

  it('and has done it all the same, the comment is not written twice', async () => {
    await using server = await start();
    server.fail({ method: 'POST', path: /comments$/ }, faults.hangUpAfterwards);
    await expect(tryToPost(server, {})).resolves.toMatchObject({ ok: true });
    expect(server.state.comments).toHaveLength(1);
    expect(server.count('POST', /comments$/)).toBe(1);
  });

  it('and asks to wait, its wish is kept', async () => {
    await using server = await start();
    server.fail({ method: 'POST', path: /comments$/ }, faults.tooManyRequests(1));
    await expect(tryToPost(server, {}, { clock: patientTimer })).resolves.toMatchObject({ ok: true });
    expect(server.count('POST', /comments$/)).toBe(2);
  });

  it('because the comment was deleted at this moment, a new one is written', async () => {
    await using server = await start();
    await post(server, { runId: 1 });
    server.fail({ method: 'PATCH' }, faults.notFound);
    await expect(post(server, { runId: 2 })).resolves.toMatchObject({ action: 'updated' });
  });
});
