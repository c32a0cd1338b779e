import { describe, expect, it } from 'vitest';
import { markdownSource, trustedMarkdown, type Markdown } from '../../src/core/markdown.ts';
import { parseSections } from '../../src/github/marker.ts';
import { postStickyComment } from '../../src/github/sticky-comment.ts';
import { githubOf, patientTimer } from './github-harness.ts';
import { startGithub, type Github } from './server/start-github.ts';

const legs = Array.from({ length: 12 }, (_, index) => `leg ${index}`);

/** All legs at once, each over connections of its own speed. */
async function run(server: Github, runId: number): Promise<unknown[]> {
  const posted = legs.map(async (leg) => {
    const request = {
      ...{ key: ['ci', 'measure'], leg, legs: legs.length, mode: 'always' as const },
      section: { id: leg, title: leg, body: trustedMarkdown(`run ${runId}`), state: 'violated' as const },
      run: { runId, attempt: 1 },
      render: (sections: readonly { block: Markdown }[]) =>
        trustedMarkdown(sections.map(({ block }) => markdownSource(block)).join('\n')),
    };
    const github = githubOf(server, { clock: patientTimer });
    return postStickyComment(github, 7, request, { quietMs: 500, budgetMs: 60_000 });
  });
  return (await Promise.all(posted)).map((outcome) => outcome.ok);
}

describe('twelve legs on GitHub', { timeout: 120_000 }, () => {
  it('share one comment, run after run', async () => {
    const pull = { number: 7, state: 'open', base: { ref: 'main' } } as const;
    const head = { repository: 'octo-org/app', ref: 'change', sha: 'c'.repeat(40) };
    const latency = (): { beforeMs: number; afterMs: number } => ({
      ...{ beforeMs: Math.random() * 25, afterMs: Math.random() * 25 },
    });
    await using server = await startGithub({ pulls: [{ ...pull, head }], latency });
    for (const runId of [1, 2]) {
      await expect(run(server, runId)).resolves.toEqual(legs.map(() => true));
      expect(server.state.comments).toHaveLength(1);
      const sections = parseSections(server.state.comments[0]?.body ?? '');
      expect(sections.map(({ title, body }) => `${title} ${body}`)).toEqual(
        legs.map((leg) => `${leg} run ${runId}`),
      );
    }
  });
});
