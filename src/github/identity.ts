import * as z from 'zod';
import type { Github } from './api.ts';
import { succeeded, type Outcome } from './failure.ts';

/** Who wrote a comment or an issue, as GitHub says it. */
export const authorSchema = z.object({ login: z.string(), type: z.string() });
export type Author = z.infer<typeof authorSchema>;

/** Whose token it is. The name of a bot is null where GitHub does not tell it. */
export type Identity = { kind: 'user'; login: string } | { kind: 'bot'; login: string | null };

/** Tokens of apps, a job's own among them (https://github.blog/2021-04-05-behind-githubs-new-authentication-token-formats/). */
const appToken = 'ghs_';

/** Whose token it is; a token of an app may not read the user of the REST API. */
export async function identify(github: Github): Promise<Outcome<Identity>> {
  if (github.access.token.startsWith(appToken)) return succeeded(await botOf(github));
  const user = await github.call({ route: 'GET /user', needs: null }, authorSchema);
  if (user.ok && user.value.type !== 'Bot') return succeeded({ kind: 'user', login: user.value.login });
  if (user.ok || user.failure.kind === 'forbidden') return succeeded(await botOf(github));
  return user;
}

const viewerSchema = z.object({ data: z.object({ viewer: z.object({ login: z.string() }) }) });

/** GraphQL tells an app its name, which REST does not. */
async function botOf(github: Github): Promise<Identity> {
  const { baseUrl } = github.access;
  const route = `POST ${baseUrl.replace(/\/+$/, '').replace(/\/v3$/, '')}/graphql`;
  const parameters = { query: 'query { viewer { login } }' };
  const viewer = await github.call({ route, parameters, needs: null, onceWithinMs: 10_000 }, viewerSchema);
  return { kind: 'bot', login: viewer.ok ? withoutSuffix(viewer.value.data.viewer.login) : null };
}

/** GraphQL leaves out the `[bot]` of some names. */
function withoutSuffix(login: string): string {
  return login.replace(/\[bot\]$/, '');
}

/** Whether somebody may be this identity. No person can be a bot, whatever they write. */
export function mayBe(identity: Identity, author: Author | null): boolean {
  if (author === null) return false;
  const { kind, login } = identity;
  if (kind === 'user') return author.login === login;
  return author.type === 'Bot' && (login === null || withoutSuffix(author.login) === login);
}
