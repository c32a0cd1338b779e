import type { Problem } from '../errors.ts';
import type { Policy } from './policy.ts';

/** A continuous run takes the scenarios in turn, never ends by itself, and tells of failures by its alerts. */
export function ignoredForEver({ runs, failFast, strategy }: Policy): Problem[] {
  const message = (why: string): string => `is left out: a continuous run ${why}`;
  return [
    ...(runs === null
      ? []
      : [
          {
            field: 'config.runStrategy.runs',
            value: String(runs),
            message: message('goes on until it is stopped'),
          },
        ]),
    ...(failFast
      ? [
          {
            field: 'config.exitStrategy',
            value: 'fail-fast',
            message: message('goes on and tells by an alert'),
          },
        ]
      : []),
    ...(strategy === 'random'
      ? [
          {
            field: 'config.runStrategy.strategy',
            value: strategy,
            message: message('takes scenarios in turn'),
          },
        ]
      : []),
  ];
}
