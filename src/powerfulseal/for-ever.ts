import type { Problem } from '../core/errors.ts';
import type { Policy } from '../core/steps/policy.ts';

/** A continuous run takes the scenarios in turn, never ends by itself, and tells of failures by its alerts. */
export function ignoredForEver({ runs, failFast, strategy }: Policy): Problem[] {
  const settings = [
    {
      isGiven: runs !== null,
      field: 'config.runStrategy.runs',
      value: String(runs),
      instead: 'goes on until it is stopped',
    },
    {
      isGiven: failFast,
      field: 'config.exitStrategy',
      value: 'fail-fast',
      instead: 'goes on and reports failures as alerts',
    },
    {
      isGiven: strategy === 'random',
      field: 'config.runStrategy.strategy',
      value: strategy,
      instead: 'takes scenarios in turn',
    },
  ];
  return settings
    .filter(({ isGiven }) => isGiven)
    .map(({ field, value, instead }) => ({
      field,
      value,
      message: `is left out: a continuous run ${instead}`,
    }));
}
