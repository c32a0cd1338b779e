import { printDurationMs } from '../core/duration.ts';
import type { Hypothesis } from './recognise.ts';

/** A scenario of a policy as one of our own configuration, but for what it starts. */
export function scenarioConfig(
  { limitMs, service, port, scheme, path, status }: Hypothesis,
  name: string,
  runs: number | null,
): Record<string, unknown> {
  return {
    name,
    probe: { scheme, path, status, service, port },
    // PowerfulSeal fails a scenario as soon as one run of it fails.
    objectives: [`max <= ${printDurationMs(limitMs)}`],
    ...(runs === null ? {} : { iterations: runs }),
  };
}
