import { refuse, type Context, type Reply } from './routes.ts';

export type Access = 'write' | 'read' | 'none';

/** The `permissions:` of the job that a token belongs to. */
export interface Permissions {
  issues: Access;
  pull_requests: Access;
  actions: Access;
}

export const allPermissions: Permissions = { issues: 'write', pull_requests: 'write', actions: 'read' };
/** What a job for a pull request from a fork has, whatever its workflow says. */
export const forkPermissions: Permissions = { issues: 'read', pull_requests: 'read', actions: 'read' };

/** Refuses what a token may not do, in GitHub's words; null where it may. */
export function refusedFor(id: string, context: Context, permissions: Permissions): Reply | null {
  const needed = neededFor(id, context);
  const rank = (access: Access): number => ['none', 'read', 'write'].indexOf(access);
  if (needed.length === 0 || needed.some(([name, access]) => rank(permissions[name]) >= rank(access)))
    return null;
  const accepted = needed.map(([name, access]) => `${name}=${access}`).join('; ');
  return refuse(403, 'Resource not accessible by integration', { 'x-accepted-github-permissions': accepted });
}

/** One of these is enough. */
function neededFor(id: string, { state, path }: Context): [keyof Permissions, Access][] {
  if (id.startsWith('actions/')) return [['actions', 'read']];
  if (!/^issues\/(create|update|delete)/.test(id)) return [];
  const comment = state.comments.find((each) => each.id === Number(path['comment_id']));
  const number = comment?.issue ?? Number(path['issue_number']);
  const onPull = state.pulls.some((each) => each.number === number);
  return onPull
    ? [
        ['issues', 'write'],
        ['pull_requests', 'write'],
      ]
    : [['issues', 'write']];
}
