import { expect, it } from 'vitest';
import { ApiError } from '../../../src/kube/api/api-error.ts';
import { patiently } from '../../../src/kube/api/retry.ts';
import { FakeClock } from '../../run/fake-space.ts';

const { signal } = new AbortController();

/** Fails so many times, and then does it. */
function failing(times: number, error: Error): () => Promise<number> {
  let asked = 0;
  return () => {
    asked += 1;
    return asked > times ? Promise.resolve(asked) : Promise.reject(error);
  };
}

it.each(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT'])('does again what failed by %s', async (reason) => {
  const error = new ApiError({ status: 0, reason, message: reason });
  expect(await patiently(failing(2, error), { clock: new FakeClock(), signal })).toBe(3);
});

it.each([
  new ApiError({ status: 403, reason: 'Forbidden', message: 'no' }),
  new ApiError({ status: 0, reason: 'CERT_HAS_EXPIRED', message: 'too old' }),
  new Error('a defect'),
])('passes on what will not pass by waiting: %s', async (error) => {
  await expect(patiently(failing(1, error), { clock: new FakeClock(), signal })).rejects.toBe(error);
});
