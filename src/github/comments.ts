import * as z from 'zod';
import type { Github } from './api.ts';
import { succeeded, type Outcome, type Permission } from './failure.ts';
import { authorSchema } from './identity.ts';

/** More than GitHub lets one issue or pull request have (2,500). */
const mostPages = 26;

export const commentSchema = z.object({
  id: z.number(),
  body: z.string().nullish(),
  html_url: z.string(),
  user: authorSchema.nullable(),
});

export type Comment = z.infer<typeof commentSchema>;

/** The comments of one pull request or issue. Writing is tried once, for so long at most. */
export interface Comments {
  list(): Promise<Outcome<Comment[]>>;
  create(body: string, withinMs: number): Promise<Outcome<Comment>>;
  update(id: number, body: string, withinMs: number): Promise<Outcome<Comment>>;
  /** Succeeds as well where it is gone already. */
  remove(id: number, withinMs: number): Promise<Outcome<null>>;
}

export function commentsOf(github: Github, number: number, needs: Permission): Comments {
  const one = '/repos/{owner}/{repo}/issues/comments/{comment_id}';
  const all = '/repos/{owner}/{repo}/issues/{issue_number}/comments';
  return {
    async list() {
      const call = { route: `GET ${all}`, parameters: { issue_number: number }, needs };
      const listed = await github.list(call, z.array(commentSchema), mostPages);
      return listed.ok ? succeeded(listed.value.items) : listed;
    },
    create(body, onceWithinMs) {
      const parameters = { issue_number: number, body };
      return github.call({ route: `POST ${all}`, parameters, needs, onceWithinMs }, commentSchema);
    },
    update(id, body, onceWithinMs) {
      const parameters = { comment_id: id, body };
      return github.call({ route: `PATCH ${one}`, parameters, needs, onceWithinMs }, commentSchema);
    },
    async remove(id, onceWithinMs) {
      const parameters = { comment_id: id };
      const call = { route: `DELETE ${one}`, parameters, needs, onceWithinMs };
      const removed = await github.call(call, z.unknown());
      return removed.ok || removed.failure.kind === 'not-found' ? succeeded(null) : removed;
    },
  };
}
