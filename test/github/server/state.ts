/** Who writes: a person, or the bot of an app such as the one behind a job's own token. */
export interface Account {
  login: string;
  id: number;
  type: 'User' | 'Bot';
}

export const actionsBot: Account = { login: 'github-actions[bot]', id: 41_898_282, type: 'Bot' };
export const octocat: Account = { login: 'octocat', id: 583_231, type: 'User' };

export interface CommentState {
  id: number;
  /** Number of the issue or pull request. */
  issue: number;
  body: string;
  author: Account;
  createdAt: string;
  updatedAt: string;
}

export interface PullState {
  number: number;
  state: 'open' | 'closed';
  /** Repository `owner/name`; null where a fork was deleted. */
  head: { repository: string | null; ref: string; sha: string };
  base: { ref: string };
}

export interface IssueState {
  number: number;
  title: string;
  body: string;
  state: 'open' | 'closed';
  stateReason: string | null;
  author: Account;
  labels: string[];
  updatedAt: string;
  /** When it last changed, for sorting: stamps have seconds only. */
  changed: number;
}

export interface ArtifactState {
  id: number;
  name: string;
  runId: number;
  expired: boolean;
  zip: Uint8Array;
  /** What the list says; the size of the archive unless a test lies. */
  sizeBytes?: number;
}

/** A job of a run, by its full name: `caller / called (matrix)`. */
export interface JobState {
  id: number;
  runId: number;
  attempt: number;
  name: string;
  status: 'in_progress' | 'completed';
  runnerName: string;
}

/** What the server knows of its one repository. */
export interface State {
  /** `owner/name` */
  repository: string;
  defaultBranch: string;
  comments: CommentState[];
  pulls: PullState[];
  issues: IssueState[];
  artifacts: ArtifactState[];
  jobs: JobState[];
  /** The next id of a comment or number of an issue; they only grow, as GitHub's. */
  nextId: number;
}

/** What a test may put there before the first request. */
export type Preset = Partial<Pick<State, 'repository' | 'defaultBranch' | 'pulls' | 'artifacts' | 'jobs'>>;

export function newState(preset: Preset): State {
  return {
    repository: 'octo-org/app',
    defaultBranch: 'main',
    comments: [],
    pulls: [],
    issues: [],
    artifacts: [],
    jobs: [],
    nextId: 1000,
    ...preset,
  };
}

/** Seconds are all that GitHub's stamps have. */
export function stamp(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, 'Z');
}

export function addComment(state: State, issue: number, author: Account, body: string): CommentState {
  const now = stamp();
  const comment = { id: state.nextId, issue, body, author, createdAt: now, updatedAt: now };
  state.nextId += 1;
  state.comments.push(comment);
  return comment;
}

export function addIssue(
  state: State,
  author: Account,
  given: { title: string; body: string; labels?: string[] },
): IssueState {
  const issue: IssueState = {
    ...{ labels: [], ...given, author },
    number: state.nextId,
    state: 'open',
    stateReason: null,
    updatedAt: stamp(),
    changed: state.nextId,
  };
  state.nextId += 1;
  state.issues.push(issue);
  return issue;
}
