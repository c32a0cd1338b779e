import type { CommentMode } from '../../github/sticky-decisions.ts';
import type { Given } from './given.ts';
import type { GithubWish } from './github/tell-github.ts';

/** Here and not from where they are read, which would load everything about GitHub at the start. */
const commentModes = [
  'on-violation',
  'on-change',
  'always',
  'never',
] as const satisfies readonly CommentMode[];

/** What is to be told on GitHub; wrong words are told with the other problems. */
export function githubWishOf(given: Given): GithubWish {
  return {
    token: given.text('github-token'),
    comment: {
      mode: given.oneOf('comment', commentModes),
      id: given.text('comment-id') ?? '',
    },
    issue: given.flag('on-violation-issue'),
    strategy: given.text('strategy'),
    matrix: given.text('matrix'),
    job: given.text('job'),
  };
}
