import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reportAction } from '../../../src/hosts/action/report-action.ts';
import { makeZip } from '../../github/make-zip.ts';
import { startGithub, type Github } from '../../github/server/start-github.ts';
import type { ArtifactState } from '../../github/server/state.ts';
import { makeResult, spread } from '../../make-result.ts';
import { fakeHost } from './fake-host.ts';

const head = { repository: 'stranger/app', ref: 'change', sha: 'd'.repeat(40) };
const pulls = [{ number: 7, state: 'open', head, base: { ref: 'main' } }] as const;
const repository = { full_name: 'octo-org/app', default_branch: 'main' };
const payload = {
  repository,
  workflow_run: {
    ...{ id: 99, run_attempt: 1, event: 'pull_request', head_branch: head.ref, head_sha: head.sha },
    head_repository: { full_name: head.repository },
  },
};

const met = makeResult({ scenarios: [{ iterations: spread(20), objectives: ['p95 <= 60s'] }] });

let lastId = 500;
const artifact = (name: string, result: unknown): ArtifactState => ({
  ...{ id: (lastId += 1), name, runId: 99, expired: false },
  zip: makeZip([{ name: 'result.json', content: JSON.stringify(result) }]),
});

const serve = (artifacts: ArtifactState[]): Promise<Github> => startGithub({ pulls: [...pulls], artifacts });

/** A step of the action `report`: its exit code, and what it prints. */
async function report(github: Github, pattern: string): Promise<{ code: number; said: string }> {
  const path = join(mkdtempSync(join(tmpdir(), 'pod-start-slo-event-')), 'event.json');
  writeFileSync(path, JSON.stringify(payload));
  const env = {
    ...{ GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'octo-org/app', GITHUB_EVENT_NAME: 'workflow_run' },
    ...{ GITHUB_EVENT_PATH: path, GITHUB_RUN_ID: '100', GITHUB_RUN_ATTEMPT: '1', GITHUB_JOB: 'report' },
  };
  const inputs = { artifact: pattern, comment: 'always', 'github-token': github.token };
  const host = fakeHost(inputs, env);
  const code = await reportAction(host);
  return { code, said: host.lines.join('\n') };
}

const bodyOf = (github: Github): string => github.state.comments[0]?.body ?? '';

describe('A fork’s hostile artifact', () => {
  it('cannot put words, links or mentions into the comment by the name of an instant', async () => {
    const text = '</details>\n\n# Approved by @octocat\n[x](https://evil.example)';
    const hostile = {
      ...met,
      scenarios: met.scenarios.map((scenario) => ({
        ...scenario,
        iterations: scenario.iterations.map((each) => ({
          ...each,
          instants: [{ name: text, clock: 'runner', sinceStartMs: 1, resolutionMs: 1 }],
        })),
      })),
    };
    await using github = await serve([artifact('pod-start-slo', hostile)]);
    const { code, said } = await report(github, 'pod-start-slo');
    expect(code).toBe(0);
    expect(said).toContain(
      'warning: the artifact pod-start-slo is not reported: result.json in it is not a result',
    );
    expect(github.state.comments).toEqual([]);
  });

  it('is shown as the fork’s words in every heading, with one artifact and with two', async () => {
    await using github = await serve([artifact('slo-a', met), artifact('slo-b', met)]);
    await report(github, 'slo-a');
    expect(bodyOf(github)).toMatch(/^### .*as the fork reports/m);
    await report(github, 'slo-*');
    const headings = bodyOf(github).match(/^(?:#+ .*|<details><summary>slo.*|\| slo.*)$/gm) ?? [];
    expect(headings).toHaveLength(7);
    for (const heading of headings) expect(heading).toContain('as the fork reports');
  });

  it('is one of twenty at most, however many the fork left', async () => {
    const many = Array.from({ length: 30 }, (_, index) =>
      artifact(`slo-${String(index).padStart(2, '0')}`, met),
    );
    await using github = await serve(many);
    const { said } = await report(github, 'slo-*');
    expect(said).toContain('30 artifacts match slo-*; only the first 20 by name are reported');
    expect(github.count('GET', /\/actions\/artifacts\/\d+\/zip$/)).toBe(20);
    expect(bodyOf(github)).toContain('slo-19');
    expect(bodyOf(github)).not.toContain('slo-20');
  });

  it('is refused where a list is longer than any run writes, and the others are reported all the same', async () => {
    const [scenario] = met.scenarios;
    const many = Array.from({ length: 5000 }, (_, index) => ({
      ...scenario,
      name: `s${index}`,
      iterations: [],
    }));
    await using github = await serve([
      artifact('slo-a', { ...met, scenarios: many }),
      artifact('slo-b', met),
    ]);
    const { said } = await report(github, 'slo-*');
    expect(said).toContain(
      'slo-a is not reported: result.json in it has 5000 entries in scenarios, more than 2000',
    );
    expect(bodyOf(github)).toContain('keeps its limit');
  });
});
