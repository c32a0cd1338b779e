import { judgedOf } from '../../core/measure.ts';
import { quantile } from '../../core/quantile.ts';
import type { ScenarioResult } from '../../core/result.ts';
import { formatTime } from '../wording/time.ts';
import type { OtherMeasure } from './other-measure.ts';

/** Kubernetes' own SLI next to the total and Ready, and what sets it apart from them. */
export function sliMeasure(scenario: ScenarioResult): OtherMeasure[] {
  const { sli, comparison } = scenario;
  if (sli === undefined) return [];
  const bound = boundOf(scenario);
  const what = 'pod created until its containers run, without image pulls and init containers';
  return [
    {
      measure: 'sli',
      label: 'Kubernetes’ SLI',
      distribution: sli,
      before: comparison?.baseline.sli,
      remark: bound === '' ? what : `${what}; ${bound}`,
      shortRemark: bound === '' ? 'containers run, no pulls' : bound,
    },
  ];
}

/** Where it is not known exactly, how long it took at most. */
function boundOf({ iterations }: ScenarioResult): string {
  const bounds = judgedOf(iterations).flatMap(({ sliAtMostMs }) => sliAtMostMs ?? []);
  return bounds.length === 0 ? '' : `at most ${formatTime(quantile(bounds, 0.5))}`;
}
