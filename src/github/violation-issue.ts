import * as z from 'zod';
import { markdownSource, type Markdown } from '../core/markdown.ts';
import type { Github } from './api.ts';
import { commentsOf } from './comments.ts';
import { succeeded, type Outcome } from './failure.ts';
import { authorSchema, identify, mayBe, type Identity } from './identity.ts';
import { issueText, parseIssue, type IssueHistory } from './issue-text.ts';
import { keyOf } from './marker.ts';
import { compareRuns, isViolation, type RunStamp, type SectionState } from './section.ts';

/** What a scheduled run found for one scenario. */
export interface IssueRequest {
  /** One issue for each: workflow, job, leg and scenario, for instance. */
  key: readonly string[];
  run: RunStamp;
  state: SectionState;
  title: string;
  render: (history: IssueHistory) => Markdown;
  /** The comment with which the issue is closed. */
  farewell: (history: IssueHistory) => Markdown;
  /** Set when it is opened; what people change about labels or title stays. */
  labels: readonly string[];
}

export interface KeptIssue {
  /** `worse-said`: another job, or an earlier attempt, of this very run is violated, so it stays open. */
  action: 'opened' | 'updated' | 'closed' | 'left-alone' | 'worse-said' | 'nothing-to-say' | 'outdated';
  url: string | null;
}

const issueSchema = z.object({
  number: z.number().int(),
  html_url: z.string(),
  body: z.string().nullish(),
  user: authorSchema.nullable(),
  pull_request: z.unknown().optional(),
});

type Issue = z.infer<typeof issueSchema>;

interface OwnIssue extends Issue {
  history: IssueHistory;
}

const needs = 'issues: write';
/** Of 100 each, those that changed last first: an issue that is kept up to date is among them. */
const mostPages = 10;

/**
 * Keeps one open issue about a violation for as long as it lasts. While it does, the text is brought up to date and
 * nobody gets mail: a nightly violation of three weeks is told twice, when it is opened and when it is closed.
 * Only what the token's own author opened is touched. Call it where `issueTargetOf` says so.
 */
export async function keepViolationIssue(github: Github, request: IssueRequest): Promise<Outcome<KeptIssue>> {
  const identity = await identify(github);
  if (!identity.ok) return identity;
  const key = keyOf('issue', ...request.key);
  const found = await ownIssues(github, identity.value, key);
  if (!found.ok) return found;
  const [issue, ...others] = found.value;
  if (issue === undefined)
    return isViolation(request.state) ? open(github, key, request) : idle('nothing-to-say', null);
  if (compareRuns(issue.history.last, request.run) > 0) return idle('outdated', issue.html_url);
  if (request.state === 'inconclusive') return idle('left-alone', issue.html_url);
  for (const other of others) {
    const closed = await change(github, other, { state: 'closed', state_reason: 'not_planned' });
    if (!closed.ok) return closed;
  }
  if (isViolation(request.state)) return update(github, key, issue, request);
  return issue.history.last.runId === request.run.runId
    ? idle('worse-said', issue.html_url)
    : close(github, key, issue, request);
}

function idle(action: KeptIssue['action'], url: string | null): Outcome<KeptIssue> {
  return succeeded({ action, url });
}

/** Ours that are open, the oldest first; two runs at once may have opened one each. */
async function ownIssues(github: Github, identity: Identity, key: string): Promise<Outcome<OwnIssue[]>> {
  const creator = identity.kind === 'user' ? { creator: identity.login } : {};
  const parameters = { state: 'open', sort: 'updated', direction: 'desc', ...creator };
  const call = { route: 'GET /repos/{owner}/{repo}/issues', parameters, needs } as const;
  const listed = await github.list(call, z.array(issueSchema), mostPages);
  if (!listed.ok) return listed;
  const own = listed.value.items.flatMap((issue): OwnIssue[] => {
    const history = parseIssue(issue.body ?? '', key);
    const isOurs = issue.pull_request === undefined && mayBe(identity, issue.user);
    return history !== null && isOurs ? [{ ...issue, history }] : [];
  });
  return succeeded(own.toSorted((a, b) => a.number - b.number));
}

async function open(github: Github, key: string, request: IssueRequest): Promise<Outcome<KeptIssue>> {
  const { run, title, labels } = request;
  const history = { first: run, last: run, runs: 1 };
  const parameters = {
    title: title.slice(0, longestTitle),
    body: issueText(key, history, request.render(history)),
    labels: [...labels],
  };
  const call = { route: 'POST /repos/{owner}/{repo}/issues', parameters, needs } as const;
  const opened = await github.call(call, issueSchema);
  return opened.ok ? succeeded({ action: 'opened', url: opened.value.html_url }) : opened;
}

/** GitHub's limit. */
const longestTitle = 256;

async function update(
  github: Github,
  key: string,
  issue: OwnIssue,
  request: IssueRequest,
): Promise<Outcome<KeptIssue>> {
  const isRepeated = issue.history.last.runId === request.run.runId;
  const runs = issue.history.runs + (isRepeated ? 0 : 1);
  const history = { ...issue.history, last: request.run, runs };
  const body = issueText(key, history, request.render(history));
  const changed = await change(github, issue, { body });
  return changed.ok ? succeeded({ action: 'updated', url: issue.html_url }) : changed;
}

/** Closed first: a comment that fails leaves nothing that would be said again the next night. */
async function close(
  github: Github,
  key: string,
  issue: OwnIssue,
  request: IssueRequest,
): Promise<Outcome<KeptIssue>> {
  const history = { ...issue.history, last: request.run };
  const body = issueText(key, history, request.render(history));
  const closed = await change(github, issue, { body, state: 'closed', state_reason: 'completed' });
  if (!closed.ok) return closed;
  const comments = commentsOf(github, issue.number, needs);
  const said = await comments.create(markdownSource(request.farewell(history)), commentWithinMs);
  return said.ok ? succeeded({ action: 'closed', url: issue.html_url }) : said;
}

const commentWithinMs = 10_000;

function change(github: Github, { number }: Issue, parameters: object): Promise<Outcome<Issue>> {
  const route = 'PATCH /repos/{owner}/{repo}/issues/{issue_number}';
  return github.call({ route, parameters: { issue_number: number, ...parameters }, needs }, issueSchema);
}
