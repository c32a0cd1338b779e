import { PodStartSloError } from '../../core/errors.ts';
import type { Result } from '../../core/result.ts';

/** How a run ended: what it measured, if anything, and what ended it early, if anything did. */
export interface End {
  result: Result | null;
  failure: PodStartSloError | null;
}

/** The output `verdict`: what scripts should look at. */
export const verdictTexts = {
  met: 'every objective held, and no regression was shown',
  violated: 'an objective did not hold, or a regression was shown; the step fails',
  inconclusive: 'no verdict is possible; on-inconclusive decides how the step ends',
  measured: 'neither objectives nor a baseline to judge by were given, so nothing was judged',
  usage: 'the inputs are wrong, nothing was created; the step fails',
  cluster:
    'no verdict, since the cluster or the runner refused or failed, or the action has a bug; the step fails',
  interrupted: 'the step was cancelled before there was a verdict',
} as const;

export type OutputVerdict = keyof typeof verdictTexts;

export const onInconclusiveValues = ['warn', 'fail', 'pass'] as const;
export type OnInconclusive = (typeof onInconclusiveValues)[number];

export interface Conclusion {
  verdict: OutputVerdict;
  /** Whether the step fails. */
  fails: boolean;
  /** Level of the one annotation of the run; null for none. */
  annotation: 'error' | 'warning' | null;
}

const passes = { fails: false, annotation: null } as const;
const fails = { fails: true, annotation: 'error' } as const;

const ofInconclusive: Record<OnInconclusive, Omit<Conclusion, 'verdict'>> = {
  warn: { fails: false, annotation: 'warning' },
  fail: fails,
  pass: passes,
};

const ofVerdict: Record<OutputVerdict, (onInconclusive: OnInconclusive) => Omit<Conclusion, 'verdict'>> = {
  met: () => passes,
  measured: () => passes,
  violated: () => fails,
  inconclusive: (onInconclusive) => ofInconclusive[onInconclusive],
  usage: () => fails,
  cluster: () => fails,
  interrupted: () => fails,
};

/** What a step comes to: the output, whether it fails, and what is shown of it on the page of the run. */
export function conclude(end: End, onInconclusive: OnInconclusive): Conclusion {
  const verdict = verdictOf(end);
  return { verdict, ...ofVerdict[verdict](onInconclusive) };
}

function verdictOf({ result, failure }: End): OutputVerdict {
  if (failure !== null) return failure.code === 'bug' ? 'cluster' : failure.code;
  if (result?.complete !== true) return 'cluster';
  return result.verdict ?? 'measured';
}
