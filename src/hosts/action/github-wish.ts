import type { Given } from './given.ts';
import type { GithubWish } from './github/tell-github.ts';
import { commentModes } from './inputs.ts';

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
