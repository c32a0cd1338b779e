import type { Resolution, RunInput } from '../../core/config/input.ts';
import { resolvePlan } from '../../core/config/resolve.ts';
import { readTextFile } from './read-text.ts';

/**
 * The plan of a run from what the host was given, or all problems at once. What only policies need, the engine of their
 * regular expressions above all, is loaded for them alone.
 */
export async function resolveInput(input: RunInput): Promise<Resolution> {
  if (input.policy === undefined) return resolvePlan(input, readTextFile);
  const { resolveRun } = await import('../../powerfulseal/resolve.ts');
  return resolveRun(input, readTextFile);
}
