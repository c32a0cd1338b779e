import { setTimeout as sleep } from 'node:timers/promises';
import { openGithub, type Access, type Github, type Timer } from '../../src/github/api.ts';
import type { Github as Server } from './server/start-github.ts';

/** The real clock, but what it is asked to wait is noted and cut short. */
export function impatientTimer(): Timer & { readonly waits: number[] } {
  const waits: number[] = [];
  return {
    waits,
    nowMs: () => performance.now(),
    async sleep(ms, signal) {
      waits.push(ms);
      await sleep(Math.min(ms, 2), undefined, signal === undefined ? {} : { signal });
    },
  };
}

export const patientTimer: Timer = {
  nowMs: () => performance.now(),
  async sleep(ms, signal) {
    await sleep(ms, undefined, signal === undefined ? {} : { signal });
  },
};

/** A way to the server, as the action has one. */
export function githubOf(
  server: Pick<Server, 'url' | 'token' | 'state'>,
  more: Partial<Access> = {},
): Github {
  return openGithub({
    ...{ baseUrl: server.url, token: server.token, repository: server.state.repository, version: '1.2.3' },
    signal: new AbortController().signal,
    clock: impatientTimer(),
    ...more,
  });
}
