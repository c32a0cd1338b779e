import { inAction, unit, type Mutation } from '../mutation.ts';

/** Comments, issues and artifacts. */
export const githubMutations: readonly Mutation[] = [
  {
    name: 'marker-of-the-comment-ignored',
    file: 'src/github/sticky-standing.ts',
    before: "beginsWithMarker(comment.body ?? '', key) && wroteIt(comment)",
    after: 'wroteIt(comment)',
    breaks: 'comments of other bots would be overwritten and deleted',
    caughtBy: unit('github/sticky-ownership'),
  },
  {
    name: 'author-of-the-comment-ignored',
    file: 'src/github/sticky-standing.ts',
    before: "beginsWithMarker(comment.body ?? '', key) && wroteIt(comment)",
    after: "beginsWithMarker(comment.body ?? '', key)",
    breaks: 'a stranger could write what is taken for the result of an earlier run',
    caughtBy: unit('github/sticky-ownership'),
  },
  {
    name: 'post-to-github-repeated',
    file: 'src/github/retry.ts',
    before: "kind !== 'unavailable' || method === 'POST'",
    after: "kind !== 'unavailable'",
    breaks: 'a comment might be written twice',
    caughtBy: unit('github/api'),
  },
  {
    name: 'result-of-an-older-commit-told',
    file: 'src/github/find-pull-request.ts',
    before: 'sameBranch.filter(({ head }) => head.sha === headSha)',
    after: 'sameBranch',
    breaks: 'the comment would tell of a commit that is not there any more',
    caughtBy: unit('github/find-pull-request'),
  },
  {
    name: 'size-of-an-archive-believed',
    file: 'src/github/unzip-entry.ts',
    before: 'if (entry.uncompressedSize > limits.textBytes)',
    after: 'if (entry.uncompressedSize > Infinity)',
    breaks: 'an archive of a stranger could fill the memory of the runner',
    caughtBy: unit('github/unzip-entry'),
  },
  {
    name: 'fork-taken-for-the-own-repository',
    file: 'src/github/event.ts',
    before: 'return head?.full_name.toLowerCase() !== repository.toLowerCase();',
    after: 'return head?.full_name.toLowerCase() === repository.toLowerCase();',
    breaks: 'a fork would be treated as trusted',
    caughtBy: unit('github/event'),
  },
  {
    name: 'newer-run-overwritten',
    file: 'src/github/violation-issue.ts',
    before: 'compareRuns(issue.history.last, request.run) > 0',
    after: 'compareRuns(issue.history.last, request.run) > 1',
    breaks: 'a slow old run would undo what a newer one has told',
    caughtBy: unit('github/violation-issue'),
  },
  {
    name: 'comment-of-a-leg-lost',
    file: 'src/github/sticky-keeping.ts',
    before: 'mergeSections([[section], current.sections], legs)',
    after: 'mergeSections([[section]], legs)',
    breaks: 'the legs of a matrix would overwrite each other',
    caughtBy: inAction('github', 'legs of a matrix share one comment'),
  },
];
