import type { Input } from './input.ts';

/** The value of `baseline` that means the last result of the default branch. */
export const branchWord = 'branch';

export const comparing: readonly Input[] = [
  {
    name: 'baseline-image',
    text: 'Image that is started alternately with the input image in the same run, such as that of the base branch. A regression is a violation. The best way to gate a pull request.',
    setting: 'baselineImage',
  },
  {
    name: 'baseline-manifest',
    text: 'Files or folders, one a line, with objects that are started alternately with those of the input manifest.',
    setting: 'baselineManifest',
  },
  {
    name: 'baseline',
    text: 'branch: compare with the latest result of the default branch, which is kept in the cache. Or the file of an earlier result. Judged where the two are comparable, otherwise shown.',
    setting: 'baselineResult',
    ownWord: branchWord,
  },
  {
    name: 'max-regression',
    text: 'How much slower than the baseline is still allowed.',
    standard: '10%',
    setting: 'maxRegression',
  },
];
