import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../src/core/ports.ts';
import type { ApiClient } from '../../src/kube/api/api.ts';
import { connect } from '../../src/kube/connection/connect.ts';
import type { ScriptedApiServer } from './scripted-api-server.ts';

/** The real monotonic clock, but its sleeps are noted and cut short. */
export function impatientClock(): Clock & { readonly sleeps: number[] } {
  const sleeps: number[] = [];
  return {
    sleeps,
    nowMs: () => performance.now(),
    unixUs: () => Date.now() * 1000,
    async sleep(ms, signal) {
      sleeps.push(ms);
      await sleep(Math.min(ms, 3), undefined, signal === undefined ? {} : { signal });
    },
    localTime: () => ({ weekday: 'wednesday', hour: 12, minute: 0, second: 0 }),
    watchStalls: () => () => undefined,
  };
}

/** A clock on which sleeps pass at once, as far as anybody can tell from it. */
export function skippingClock(): Clock & { readonly sleeps: number[] } {
  const clock = impatientClock();
  const skippedMs = (): number => clock.sleeps.reduce((sum, each) => sum + each, 0);
  return { ...clock, nowMs: () => performance.now() + skippedMs() };
}

/** A client for the scripted server, connected by a kubeconfig as a user would have it. */
export async function clientOf(server: ScriptedApiServer): Promise<ApiClient> {
  return connect({ kubeconfig: await server.kubeconfig(), env: {}, signal: new AbortController().signal });
}
