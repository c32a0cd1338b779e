import { markdownSource, trustedMarkdown } from '../../src/core/markdown.ts';
import { parseSections } from '../../src/github/marker.ts';
import type { Outcome } from '../../src/github/failure.ts';
import type { SectionState } from '../../src/github/section.ts';
import { postStickyComment, type Sticky, type StickyRequest } from '../../src/github/sticky-comment.ts';
import { githubOf } from './github-harness.ts';
import { startGithub, type Github } from './server/start-github.ts';
import type { PullState } from './server/state.ts';

const pull: PullState = {
  ...{ number: 7, state: 'open', base: { ref: 'main' } },
  head: { repository: 'octo-org/app', ref: 'change', sha: 'c'.repeat(40) },
};

export const key = ['ci', 'measure', ''];

export interface Said extends Partial<Omit<StickyRequest, 'section' | 'run'>> {
  state?: SectionState;
  body?: string;
  id?: string;
  runId?: number;
  attempt?: number;
}

function request({
  state = 'violated',
  body = 'text',
  id = 'leg',
  runId = 1,
  attempt = 1,
  ...more
}: Said): StickyRequest {
  return {
    ...{ key, leg: id, legs: 1, mode: 'on-violation' },
    section: { id, title: id, body: trustedMarkdown(body), state },
    run: { runId, attempt },
    render: (sections) =>
      trustedMarkdown(
        sections
          .map(({ title, state: now, block }) => `${title}: ${now}\n${markdownSource(block)}`)
          .join('\n'),
      ),
    ...more,
  };
}

/** Says something on pull request 7; the time that legs leave each other is short. */
export function tryToPost(server: Github, said: Said, access: object = {}): Promise<Outcome<Sticky>> {
  return postStickyComment(githubOf(server, access), 7, request(said), { quietMs: 300 });
}

export async function post(server: Github, said: Said, access: object = {}): Promise<Sticky> {
  const outcome = await tryToPost(server, said, access);
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}

/** A server with one pull request, number 7. */
export const start = (more: object = {}): Promise<Github> => startGithub({ pulls: [pull], ...more });
/** Sections of all comments, as `title state body`. */
export const sections = (server: Github): string[] =>
  server.state.comments.flatMap(({ body }) =>
    parseSections(body).map(({ title, state, body: text }) => `${title} ${state} ${text}`),
  );
