import * as z from 'zod';
import type { Github } from './api.ts';
import { succeeded, type Outcome } from './failure.ts';

/** Who wrote a comment or an issue, as GitHub says it. */
export const authorSchema = z.object({ login: z.string(), type: z.string() });
export type Author = z.infer<typeof authorSchema>;

/** Whose token it is. Of a bot the name is not known: GitHub tells it to nobody who has only its token. */
export type Identity = { kind: 'user'; login: string } | { kind: 'bot' };

/** Tokens of apps, a job's own among them (https://github.blog/2021-04-05-behind-githubs-new-authentication-token-formats/). */
const appToken = 'ghs_';

/** Whose token it is; a token of an app is not let see a user. */
export async function identify(github: Github): Promise<Outcome<Identity>> {
  if (github.access.token.startsWith(appToken)) return succeeded({ kind: 'bot' });
  const user = await github.call({ route: 'GET /user', needs: null }, authorSchema);
  if (user.ok) return succeeded(identityOf(user.value));
  return user.failure.kind === 'forbidden' ? succeeded({ kind: 'bot' }) : user;
}

function identityOf({ login, type }: Author): Identity {
  return type === 'Bot' ? { kind: 'bot' } : { kind: 'user', login };
}

/** Whether somebody may be this identity. No person can be a bot, whatever they write. */
export function mayBe(identity: Identity, author: Author | null): boolean {
  if (author === null) return false;
  return identity.kind === 'bot' ? author.type === 'Bot' : author.login === identity.login;
}
