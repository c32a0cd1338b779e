import {
  artifactBody,
  commentBody,
  errorBody,
  issueBody,
  jobBody,
  pullAsIssue,
  pullBody,
  repositoryBody,
  userBody,
} from './bodies.ts';
import { addComment, addIssue, stamp, type Account, type State } from './state.ts';

/** What a handler is given of a request that was checked already. */
export interface Context {
  url: string;
  state: State;
  viewer: Account;
  path: Readonly<Record<string, string>>;
  query: URLSearchParams;
  body: Readonly<Record<string, unknown>>;
}

export interface Reply {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export type Handler = (context: Context) => Reply;

const longestBody = 65_536;

export function refuse(status: number, message: string, headers: Record<string, string> = {}): Reply {
  return { status, body: errorBody(status, message), headers };
}

const notFound = (): Reply => refuse(404, 'Not Found');
const ok = (body: unknown, status = 200): Reply => ({ status, body });

/** A part of a list, with the links to its neighbours (https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api). */
function page<T>(
  { url, query, state }: Context,
  path: string,
  items: readonly T[],
): { items: T[]; link: Reply['headers'] } {
  const perPage = Math.min(Number(query.get('per_page') ?? 30), 100);
  const current = Math.max(Number(query.get('page') ?? 1), 1);
  const last = Math.max(Math.ceil(items.length / perPage), 1);
  const links = { next: current + 1, last, first: 1, prev: current - 1 };
  const known = Object.entries(links).filter(
    ([name, to]) =>
      to >= 1 && to <= last && (name === 'next' || name === 'last' ? current < last : current > 1),
  );
  const texts = known.map(([name, to]) => {
    const target = new URL(`${url}/repos/${state.repository}${path}`);
    target.search = new URLSearchParams({ ...Object.fromEntries(query), page: String(to) }).toString();
    return `<${target.href}>; rel="${name}"`;
  });
  const start = (current - 1) * perPage;
  return {
    items: items.slice(start, start + perPage),
    link: texts.length === 0 ? {} : { link: texts.join(', ') },
  };
}

function hasConversation({ state }: Context, number: number): boolean {
  return [...state.pulls, ...state.issues].some((each) => each.number === number);
}

const comments: Record<string, Handler> = {
  'issues/list-comments': (context) => {
    const { state, path, url } = context;
    const issue = Number(path['issue_number']);
    if (!hasConversation(context, issue)) return notFound();
    const all = state.comments.filter((each) => each.issue === issue).toSorted((a, b) => a.id - b.id);
    const { items, link = {} } = page(context, `/issues/${issue}/comments`, all);
    return { status: 200, body: items.map((each) => commentBody(url, state, each)), headers: link };
  },
  'issues/create-comment': (context) => {
    const { state, path, url, viewer } = context;
    const issue = Number(path['issue_number']);
    const text = String(context.body['body']);
    if (!hasConversation(context, issue)) return notFound();
    if (text.length > longestBody) return tooLong();
    return ok(commentBody(url, state, addComment(state, issue, viewer, text)), 201);
  },
  'issues/update-comment': ({ state, path, url, body }) => {
    const comment = state.comments.find((each) => each.id === Number(path['comment_id']));
    if (comment === undefined) return notFound();
    const text = String(body['body']);
    if (text.length > longestBody) return tooLong();
    Object.assign(comment, { body: text, updatedAt: stamp() });
    return ok(commentBody(url, state, comment));
  },
  'issues/delete-comment': ({ state, path }) => {
    const index = state.comments.findIndex((each) => each.id === Number(path['comment_id']));
    if (index < 0) return notFound();
    state.comments.splice(index, 1);
    return { status: 204 };
  },
};

const tooLong = (): Reply => refuse(422, `Body is too long (maximum is ${longestBody} characters)`);

const pulls: Record<string, Handler> = {
  'pulls/list': (context) => {
    const { state, query } = context;
    const [owner, ...rest] = (query.get('head') ?? '').split(':');
    const branch = rest.join(':');
    const found = state.pulls.filter(
      ({ head, ...pull }) =>
        (query.get('state') === 'all' || pull.state === (query.get('state') ?? 'open')) &&
        (!query.has('head') || (head.repository?.split('/')[0] === owner && head.ref === branch)),
    );
    const { items, link = {} } = page(context, '/pulls', found);
    return { status: 200, body: items.map((each) => pullBody(state, each, 'simple')), headers: link };
  },
  'pulls/get': ({ state, path }) => {
    const found = state.pulls.find((each) => each.number === Number(path['pull_number']));
    return found === undefined ? notFound() : ok(pullBody(state, found, 'full'));
  },
  // Commits of forks are not found this way.
  'repos/list-pull-requests-associated-with-commit': ({ state, path }) =>
    ok(
      state.pulls
        .filter(({ head }) => head.sha === path['commit_sha'] && head.repository === state.repository)
        .map((each) => pullBody(state, each, 'simple')),
    ),
};

const issues: Record<string, Handler> = {
  'issues/list-for-repo': (context) => {
    const { state, query } = context;
    const wanted = query.get('state') ?? 'open';
    const labels = (query.get('labels') ?? '').split(',').filter((each) => each !== '');
    const creator = query.get('creator');
    const matching = state.issues.filter(
      (issue) =>
        (wanted === 'all' || issue.state === wanted) &&
        (creator === null || issue.author.login === creator) &&
        labels.every((label) => issue.labels.includes(label)),
    );
    const sign = query.get('direction') === 'asc' ? 1 : -1;
    const order = (issue: { number: number; changed: number }): number =>
      query.get('sort') === 'updated' ? issue.changed : issue.number;
    const bodies = matching
      .toSorted((a, b) => sign * (order(a) - order(b)))
      .map((each) => issueBody(state, each));
    const isUnfiltered = labels.length === 0 && creator === null;
    const all = isUnfiltered ? [...bodies, ...state.pulls.map((pull) => pullAsIssue(state, pull))] : bodies;
    const { items, link = {} } = page(context, '/issues', all);
    return { status: 200, body: items, headers: link };
  },
  'issues/create': ({ state, viewer, body }) => {
    const text = typeof body['body'] === 'string' ? body['body'] : '';
    if (text.length > longestBody) return tooLong();
    const labels = (body['labels'] as string[] | undefined) ?? [];
    return ok(
      issueBody(state, addIssue(state, viewer, { title: String(body['title']), body: text, labels })),
      201,
    );
  },
  'issues/update': ({ state, path, body }) => {
    const issue = state.issues.find((each) => each.number === Number(path['issue_number']));
    if (issue === undefined) return notFound();
    const { state_reason: stateReason = issue.stateReason, ...given } = body;
    Object.assign(issue, { ...given, stateReason, updatedAt: stamp(), changed: state.nextId });
    state.nextId += 1;
    return ok(issueBody(state, issue));
  },
};

const artifacts: Record<string, Handler> = {
  'actions/list-workflow-run-artifacts': (context) => {
    const { state, path, query, url } = context;
    const run = Number(path['run_id']);
    const named = query.get('name');
    const all = state.artifacts.filter(
      (each) => each.runId === run && (named === null || each.name === named),
    );
    const { items, link = {} } = page(context, `/actions/runs/${run}/artifacts`, all);
    const bodies = items.map((each) => artifactBody(url, state, each));
    return { status: 200, body: { total_count: all.length, artifacts: bodies }, headers: link };
  },
  'actions/download-artifact': ({ state, path, url }) => {
    const artifact = state.artifacts.find((each) => each.id === Number(path['artifact_id']));
    if (artifact === undefined) return notFound();
    if (artifact.expired) return refuse(410, 'Artifact has expired');
    return { status: 302, headers: { location: `${url}/_storage/${artifact.id}.zip?sig=secret` } };
  },
};

const jobs: Record<string, Handler> = {
  'actions/get-job-for-workflow-run': ({ state, path }) => {
    const job = state.jobs.find((each) => each.id === Number(path['job_id']));
    return job === undefined ? notFound() : ok(jobBody(job));
  },
  'actions/list-jobs-for-workflow-run-attempt': (context) => {
    const { state, path } = context;
    const [run, attempt] = [Number(path['run_id']), Number(path['attempt_number'])];
    const all = state.jobs.filter((each) => each.runId === run && each.attempt === attempt);
    const { items, link = {} } = page(context, `/actions/runs/${run}/attempts/${attempt}/jobs`, all);
    return { status: 200, body: { total_count: all.length, jobs: items.map(jobBody) }, headers: link };
  },
};

const others: Record<string, Handler> = {
  'repos/get': ({ state }) => ok(repositoryBody(state)),
  'users/get-authenticated': ({ viewer }) =>
    viewer.type === 'Bot' ? refuse(403, 'Resource not accessible by integration') : ok(userBody(viewer)),
};

/** By the operation's id in GitHub's description. */
export const handlers: Readonly<Record<string, Handler>> = {
  ...comments,
  ...pulls,
  ...issues,
  ...artifacts,
  ...jobs,
  ...others,
};
