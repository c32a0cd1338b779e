import { describe, expect, it } from 'vitest';
import { ApiError } from '../../../../src/kube/api/api-error.ts';
import { apiAttempt, type ApiAttemptResult } from '../../../../src/kube/probe/attempt/api-attempt.ts';
import type { RawResponse } from '../../../../src/kube/probe/attempt/api-transport.ts';
import { status } from '../support/api.ts';
import { FakeClock } from '../support/clocks.ts';

function ask(
  answer: { status: number; type?: string; body?: string } | Error,
  expectedStatus = 200,
): Promise<ApiAttemptResult> {
  const rawGet = (): Promise<RawResponse> =>
    answer instanceof Error
      ? Promise.reject(answer)
      : Promise.resolve({
          status: answer.status,
          headers: { 'content-type': answer.type ?? 'application/json' },
          text: () => Promise.resolve(answer.body ?? ''),
        });
  const { signal } = new AbortController();
  return apiAttempt({ rawGet }, { path: '/p', expectedStatus, signal }, new FakeClock());
}

describe('apiAttempt', () => {
  it('matches the expected status of the application', async () => {
    expect(await ask({ status: 200 })).toMatchObject({
      matched: true,
      status: 200,
      error: null,
      refusal: null,
    });
    const teapot = { status: 418, type: 'text/html', body: 'short and stout' };
    expect(await ask(teapot)).toMatchObject({
      matched: false,
      status: 418,
      error: 'HTTP 418',
      refusal: null,
    });
    expect(await ask(teapot, 418)).toMatchObject({ matched: true });
  });

  it.each([
    ['no endpoints available for service "shop"', 'API server: HTTP 503 no endpoints available'],
    [
      'error trying to reach service: dial tcp 10.244.0.14:80: connect: connection refused',
      'API server: HTTP 503 connection refused',
    ],
    ['something else', 'API server: HTTP 503 ServiceUnavailable'],
  ])('takes what the API server says itself for no answer: %s', async (message, error) => {
    const body = status(503, 'ServiceUnavailable', message);
    const refused = { matched: false, status: null, error, refusal: 'ServiceUnavailable' };
    expect(await ask({ status: 503, body })).toMatchObject(refused);
    expect(await ask({ status: 503, body }, 503)).toMatchObject(refused);
  });

  it.each(['', 'null', '{"kind":"Error"}', '{"kind":', '[]'])(
    'takes a JSON body of the application for the application’s: %j',
    async (body) => {
      expect(await ask({ status: 503, body }, 503)).toMatchObject({
        matched: true,
        status: 503,
        refusal: null,
      });
    },
  );

  it('does not reject when the API server cannot be asked', async () => {
    const gone = new ApiError({ status: 0, reason: 'ECONNRESET', message: 'long story' });
    expect(await ask(gone)).toMatchObject({ matched: false, status: null, error: 'API server: ECONNRESET' });
  });
});
