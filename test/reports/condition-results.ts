import type { IterationResult } from '../../src/core/result.ts';
import { makeResult, neverAnswered, spread } from '../make-result.ts';
import { shuffled, slowed } from './starts.ts';

const load = { image: 'docker.io/library/busybox:1.37', command: ['burn'], cpu: '80%' };

/** Starts in rounds, as every run makes them. */
function inRounds(iterations: readonly IterationResult[]): IterationResult[] {
  return iterations.map((each, index) => ({ ...each, round: index + 1 }));
}

/** A scenario under all conditions, and another one. */
export const conditionsResult = makeResult({
  scenarios: [
    {
      iterations: inRounds(spread(20)),
      objectives: ['p95 <= 5s'],
      scenario: { name: 'web', condition: { kind: 'as-is', of: 'web', load: null } },
    },
    {
      iterations: inRounds(slowed(spread(20), 2.5, 38_000_000)),
      objectives: ['p95 <= 5s'],
      scenario: {
        name: 'web (cold image)',
        imageCache: 'remove',
        condition: { kind: 'cold-image', of: 'web', load: null },
      },
    },
    {
      iterations: inRounds([
        ...shuffled(spread(19)),
        neverAnswered('timed-out', 'NotAnswering', 'the service did not answer'),
      ]),
      objectives: ['p95 <= 5s'],
      scenario: { name: 'web (busy node)', condition: { kind: 'busy-node', of: 'web', load } },
    },
    { iterations: inRounds(spread(5)), scenario: { name: 'worker with a rather long name' } },
  ],
});
