import type { StoredBaseline } from '../plan.ts';
import { ownScenarios } from './own-scenarios.ts';

/** A result of an earlier run, before it is known which scenario of it is meant. */
export type EarlierResult = Pick<StoredBaseline, 'label' | 'result' | 'commit' | 'maxRegression'>;

/** The scenario of the same name in an earlier result, or the only one there; null where it has none. */
export function storedBaselineOf(earlier: EarlierResult, name: string): StoredBaseline | null {
  const own = ownScenarios(earlier.result);
  const found = own.find((each) => each.name === name) ?? (own.length === 1 ? own[0] : undefined);
  return found === undefined ? null : { kind: 'stored', ...earlier, scenario: found.name };
}
