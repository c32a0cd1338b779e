import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { findOperation, requestProblems, responseProblems, type Found } from './description.ts';
import { FaultScript, type Fault, type Where } from './faults.ts';
import { allPermissions, refusedFor, type Permissions } from './permissions.ts';
import { handlers, refuse, type Context, type Reply } from './routes.ts';
import { actionsBot, newState, type Account, type Preset, type State } from './state.ts';

export interface GithubOptions extends Preset {
  /** The token that is accepted, and who writes with it. */
  token?: string;
  viewer?: Account;
  permissions?: Permissions;
  /** How long a request takes until it is carried out, and until its answer then arrives. */
  latency?: (asked: Asked) => { beforeMs: number; afterMs: number };
}

/** A request as it came. */
export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
  /** Of the answer; 0 while there is none. */
  status: number;
}

/** GitHub's REST API on this machine, as far as it is used. */
export interface Github extends AsyncDisposable {
  /** For GITHUB_API_URL. */
  url: string;
  token: string;
  state: State;
  requests: Asked[];
  /** Requests and answers that are not as GitHub's description says. Ending the server with one is an error. */
  violations: string[];
  /** Requests so far, `POST /repos/octo-org/app/issues` without the query. */
  count(method: string, path: RegExp): number;
  fail(where: Where, fault: Fault): void;
}

/** The only version that every supported GitHub Enterprise Server knows too. */
const apiVersion = '2022-11-28';

/** Starts it on a free port; `await using` ends it and throws where a request or answer broke the description. */
export async function startGithub(options: GithubOptions = {}): Promise<Github> {
  const {
    token = 'ghs_test',
    viewer = actionsBot,
    permissions = allPermissions,
    latency,
    ...preset
  } = options;
  const script = new FaultScript();
  const github: Omit<Github, typeof Symbol.asyncDispose> = {
    ...{ url: '', token, state: newState(preset), requests: [], violations: [] },
    count: (method, path) =>
      github.requests.filter((asked) => asked.method === method && path.test(asked.path)).length,
    fail: (where, fault) => script.add(where, fault),
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  github.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await note(request);
    github.requests.push(asked);
    const { beforeMs, afterMs } = latency?.(asked) ?? { beforeMs: 0, afterMs: 0 };
    const fault = script.take(asked.method, asked.path);
    if (fault?.kind === 'silence') return;
    await sleep(beforeMs + (fault?.kind === 'slow' ? fault.ms : 0));
    // Who has gone is not served: so a client's own time limit is one for its request too.
    if (response.destroyed) return;
    if (fault?.kind === 'hang-up' && !fault.done) return void response.destroy();
    const reply = fault?.kind === 'reply' ? fault.reply : answer(asked);
    asked.status = reply.status;
    await sleep(afterMs);
    if (fault?.kind === 'hang-up') response.destroy();
    else send(response, reply);
  }

  function answer(asked: Asked): Reply {
    if (asked.path.startsWith('/_storage/')) return storage(asked);
    if (asked.path === '/graphql') return graphql(asked);
    const found = findOperation(asked.method, asked.path);
    if (found === null) return broken(asked, 'GitHub has no such operation');
    const body = asked.body === '' ? undefined : (JSON.parse(asked.body) as Context['body']);
    const problems = [...headerProblems(asked), ...requestProblems(found, asked.query, body)];
    for (const problem of problems) violate(asked, problem);
    const reply = handle(found, asked, body ?? {});
    for (const problem of responseProblems(found, reply.status, reply.body)) violate(asked, problem);
    return reply;
  }

  function handle(found: Found, asked: Asked, body: Context['body']): Reply {
    const id = found.operation.operationId;
    const handler = handlers[id];
    const { owner, repo } = found.path;
    if (handler === undefined) return broken(asked, `${id} is not served here`);
    if (!/^(Bearer|token) /.test(asked.headers.authorization ?? ''))
      return refuse(401, 'Requires authentication');
    if (!asked.headers.authorization?.endsWith(` ${token}`)) return refuse(401, 'Bad credentials');
    if (owner !== undefined && `${owner}/${repo ?? ''}` !== github.state.repository)
      return refuse(404, 'Not Found');
    const context = {
      url: github.url,
      state: github.state,
      viewer,
      path: found.path,
      query: asked.query,
      body,
    };
    return refusedFor(id, context, permissions) ?? handler(context);
  }

  /** The one question that only GraphQL answers; it is not in the description of the REST API. */
  function graphql(asked: Asked): Reply {
    if (!asked.headers.authorization?.endsWith(` ${token}`)) return refuse(401, 'Bad credentials');
    const { query } = JSON.parse(asked.body) as { query: string };
    if (query !== 'query { viewer { login } }') return broken(asked, `not served here: ${query}`);
    return { status: 200, body: { data: { viewer: { login: viewer.login } } } };
  }

  /** Where artifacts are kept: another service than the API, which must not see the token. */
  function storage(asked: Asked): Reply {
    if (asked.headers.authorization !== undefined) violate(asked, 'the token was sent to the storage');
    const artifact = github.state.artifacts.find(({ id }) => asked.path === `/_storage/${id}.zip`);
    if (artifact === undefined || asked.query.get('sig') !== 'secret') return refuse(404, 'Not Found');
    return { status: 200, body: artifact.zip, headers: { 'content-type': 'application/zip' } };
  }

  function violate({ method, path }: Asked, problem: string): void {
    github.violations.push(`${method} ${path}: ${problem}`);
  }

  function broken(asked: Asked, problem: string): Reply {
    violate(asked, problem);
    return refuse(501, problem);
  }

  return Object.assign(github, {
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      if (github.violations.length > 0)
        throw new Error(`not as GitHub's description says:\n${github.violations.join('\n')}`);
    },
  });
}

async function note(request: IncomingMessage): Promise<Asked> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const { method = '', headers } = request;
  return { method, path: pathname, query: searchParams, headers, body: await text(request), status: 0 };
}

/** What GitHub asks every request to say of itself. */
function headerProblems({ headers, body }: Asked): string[] {
  const wanted: [string, boolean][] = [
    ['user-agent', (headers['user-agent'] ?? '').startsWith('pod-start-slo/')],
    ['accept', headers.accept === 'application/vnd.github+json'],
    ['x-github-api-version', headers['x-github-api-version'] === apiVersion],
    ['authorization', headers.authorization !== undefined],
    ['content-type', body === '' || (headers['content-type'] ?? '').startsWith('application/json')],
  ];
  return wanted.filter(([, holds]) => !holds).map(([name]) => `the header ${name} is wrong or missing`);
}

function send(response: ServerResponse, { status, body, headers = {} }: Reply): void {
  const raw = body instanceof Uint8Array || typeof body === 'string';
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(raw || body === undefined ? body : JSON.stringify(body));
}
