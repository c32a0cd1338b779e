import type { SectionState } from '../../../github/section.ts';
import type { Result, ScenarioResult, Verdict } from '../../../core/result.ts';

/** How a scenario stands, for those who are told on GitHub. */
export function stateOf({ verdict, objectives, comparison }: ScenarioResult): SectionState {
  const isOnlySlower =
    comparison?.verdict === 'regression' && objectives.every((each) => each.verdict !== 'violated');
  return verdict === 'violated' && isOnlySlower ? 'regression' : ofVerdict(verdict);
}

/** What is not judged is not worth a word either. */
function ofVerdict(verdict: Verdict | null): SectionState {
  return verdict ?? 'met';
}

const worstFirst: readonly SectionState[] = ['violated', 'regression', 'inconclusive', 'met'];

/** The worst of all scenarios. */
export function stateOfAll({ scenarios }: Result): SectionState {
  const states = scenarios.map(stateOf);
  return worstFirst.find((state) => states.includes(state)) ?? 'met';
}
