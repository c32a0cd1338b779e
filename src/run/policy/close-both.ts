import type { RunSpace } from '../../core/ports.ts';
import type { PolicyPlace } from './policy-place.ts';

interface Places {
  space: Pick<RunSpace, 'close'>;
  /** Where a policy is run step by step, if one is. */
  policy?: PolicyPlace | undefined;
}

/** Ends a policy's part in a cluster, and then the space, whose connection it uses. Never throws; says what is left. */
export async function closeBoth({ policy, space }: Places, signal: AbortSignal): Promise<readonly string[]> {
  const left = (await policy?.cluster.close(signal)) ?? [];
  return [...left, ...(await space.close(signal))];
}
