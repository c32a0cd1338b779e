import { exampleOf } from './description.ts';
import { actionsBot, type Account, type ArtifactState, type CommentState, type IssueState } from './state.ts';
import type { JobState, PullState, State } from './state.ts';

type Body = Record<string, unknown>;

/**
 * Answers as GitHub gives them: its own published example of each, with what differs. So they have every property that
 * the description asks for.
 */
const repo = '/repos/{owner}/{repo}';

const examples = {
  comment: exampleOf('get', `${repo}/issues/comments/{comment_id}`, 200),
  issue: exampleOf('post', `${repo}/issues`, 201),
  pull: exampleOf('get', `${repo}/pulls`, 200),
  fullPull: exampleOf('get', `${repo}/pulls/{pull_number}`, 200),
  repository: exampleOf('get', repo, 200),
  user: exampleOf('get', '/user', 200),
  artifacts: exampleOf('get', `${repo}/actions/runs/{run_id}/artifacts`, 200),
  job: exampleOf('get', `${repo}/actions/jobs/{job_id}`, 200),
};

/** The app behind the token of a job, as far as comments tell it. */
const actionsApp = {
  ...{ id: 15_368, slug: 'github-actions', node_id: 'MDM6QXBwMTUzNjg=', name: 'GitHub Actions' },
  owner: examples.comment['user'],
  description: 'Automate your workflow from idea to production',
  ...{
    external_url: 'https://help.github.com/en/actions',
    html_url: 'https://github.com/apps/github-actions',
  },
  ...{ created_at: '2018-07-30T09:30:17Z', updated_at: '2024-04-10T20:33:16Z' },
  ...{ permissions: { issues: 'write', metadata: 'read' }, events: [], client_id: 'Iv1.05c79e9ad1f6bdfa' },
};

function without(body: Body, ...names: string[]): Body {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));
}

export function accountBody({ login, id, type }: Account): Body {
  return { ...(examples.comment['user'] as Body), login, id, type, site_admin: false };
}

export function jobBody({ id, runId, attempt, name, status, runnerName }: JobState): Body {
  return {
    ...examples.job,
    ...{ id, run_id: runId, run_attempt: attempt, name, status, runner_name: runnerName },
    created_at: examples.job['started_at'],
    conclusion: status === 'completed' ? 'success' : null,
    completed_at: status === 'completed' ? examples.job['completed_at'] : null,
  };
}

export function userBody({ login, id, type }: Account): Body {
  return { ...examples.user, login, id, type };
}

export function commentBody(url: string, state: State, comment: CommentState): Body {
  const { id, body, author, createdAt, updatedAt, issue } = comment;
  return {
    ...examples.comment,
    ...{ id, body, created_at: createdAt, updated_at: updatedAt },
    user: accountBody(author),
    url: `${url}/repos/${state.repository}/issues/comments/${id}`,
    html_url: `https://github.com/${state.repository}/pull/${issue}#issuecomment-${id}`,
    issue_url: `${url}/repos/${state.repository}/issues/${issue}`,
    performed_via_github_app: author.login === actionsBot.login ? actionsApp : null,
  };
}

export function issueBody(state: State, issue: IssueState): Body {
  const { number, title, body, stateReason, author, labels, updatedAt } = issue;
  const example = without(examples.issue, 'pull_request');
  const label = (examples.issue['labels'] as Body[])[0];
  return {
    ...example,
    ...{
      id: number,
      number,
      title,
      body,
      state: issue.state,
      state_reason: stateReason,
      updated_at: updatedAt,
    },
    ...{
      closed_at: issue.state === 'closed' ? updatedAt : null,
      closed_by: null,
      assignee: null,
      assignees: [],
    },
    user: accountBody(author),
    labels: labels.map((name) => ({ ...label, name })),
    html_url: `https://github.com/${state.repository}/issues/${number}`,
    performed_via_github_app: author.login === actionsBot.login ? actionsApp : null,
  };
}

/** Lists of issues hold the pull requests as well. */
export function pullAsIssue(state: State, { number, ...pull }: PullState): Body {
  const html = `https://github.com/${state.repository}/pull/${number}`;
  const issue = { number, title: 'A change', body: '', state: pull.state, stateReason: null, labels: [] };
  return {
    ...issueBody(state, {
      ...issue,
      author: { login: 'octocat', id: 583_231, type: 'User' },
      updatedAt: '2026-01-01T00:00:00Z',
      changed: 0,
    }),
    pull_request: { url: html, html_url: html, diff_url: `${html}.diff`, patch_url: `${html}.patch` },
  };
}

export function pullBody(state: State, pull: PullState, form: 'simple' | 'full'): Body {
  const example = form === 'full' ? examples.fullPull : examples.pull;
  const { number, head, base } = pull;
  const end = (side: 'head' | 'base', repository: string | null, ref: string, sha: string): Body => {
    const like = example[side] as Body;
    const [owner = ''] = (repository ?? state.repository).split('/');
    return {
      ...like,
      ...{ label: `${owner}:${ref}`, ref, sha },
      user: { ...(like['user'] as Body), login: owner },
      repo: repository === null ? null : { ...(like['repo'] as Body), ...namesOf(repository) },
    };
  };
  return {
    ...example,
    ...{ id: number, number, state: pull.state, requested_teams: [] },
    html_url: `https://github.com/${state.repository}/pull/${number}`,
    head: end('head', head.repository, head.ref, head.sha),
    base: end('base', state.repository, base.ref, 'b'.repeat(40)),
  };
}

export function repositoryBody(state: State): Body {
  const example = without(examples.repository, 'source', 'parent');
  return { ...example, ...namesOf(state.repository), default_branch: state.defaultBranch, language: null };
}

function namesOf(repository: string): Body {
  const [, name = ''] = repository.split('/');
  return { name, full_name: repository };
}

export function artifactBody(url: string, state: State, artifact: ArtifactState): Body {
  const { id, name, expired, runId, zip, sizeBytes = zip.byteLength } = artifact;
  const example = (examples.artifacts['artifacts'] as Body[])[0] ?? {};
  return {
    ...example,
    ...{ id, name, expired, size_in_bytes: sizeBytes },
    archive_download_url: `${url}/repos/${state.repository}/actions/artifacts/${id}/zip`,
    workflow_run: { ...(example['workflow_run'] as Body), id: runId },
  };
}

export function errorBody(status: number, message: string): Body {
  const form = { message, documentation_url: 'https://docs.github.com/rest', status: String(status) };
  return status === 422
    ? { ...form, errors: [{ resource: 'Issue', code: 'custom', field: 'body', message }] }
    : form;
}
