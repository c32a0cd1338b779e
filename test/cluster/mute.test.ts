import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Undo } from '../../src/core/steps/ports.ts';
import { mute } from '../../src/kube/policy/alertmanager.ts';
import { startAlertmanager } from './support/monitoring.ts';
import { makeFolder } from './support/result.ts';

interface Silence {
  comment: string;
  endsAt: string;
  status: { state: string };
}

test('a real Alertmanager takes the renewals of a silence, and has none left in the end', async () => {
  using folder = makeFolder();
  await using alertmanager = await startAlertmanager(folder.path);
  const active = async (): Promise<Silence[]> => {
    const answer = await fetch(`${alertmanager.url}/api/v2/silences`);
    return ((await answer.json()) as Silence[]).filter(({ status }) => status.state === 'active');
  };
  /** Pauses are short; a second of the server's has to go by between two changes of a silence, for its end to move. */
  const renewals = Promise.withResolvers<undefined>();
  let pauses = 0;
  const clock = {
    unixUs: () => Date.now() * 1000,
    sleep: async (_ms: number, signal?: AbortSignal) => {
      if ((pauses += 1) === 3) renewals.resolve(undefined);
      await sleep(pauses >= 3 ? 60_000 : 1100, undefined, signal === undefined ? {} : { signal });
    },
  };
  const undos: Undo[] = [];
  const doing = { signal: new AbortController().signal, undo: (undo: Undo) => undos.push(undo) };
  const request = {
    ...{ url: alertmanager.url, durationSeconds: 86_400, autoUnmute: true },
    proxies: { http: null, https: null },
  };
  expect(await mute(request, { clock, runId: 'ab12' }, doing)).toMatchObject({ passed: true });
  const [first] = await active();
  expect(Date.parse(first?.endsAt ?? '') - Date.now()).toBeLessThanOrEqual(300_000);
  await renewals.promise;
  const renewed = await active();
  expect(renewed).toHaveLength(1);
  expect(renewed[0]?.comment).toContain('run ab12');
  expect(Date.parse(renewed[0]?.endsAt ?? '')).toBeGreaterThan(Date.parse(first?.endsAt ?? ''));
  expect(await undos[0]?.(doing.signal, true)).toEqual([]);
  expect(await active()).toEqual([]);
});
