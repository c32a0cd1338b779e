import { experimentOf } from '../../core/experiments/registry.ts';
import type { ScenarioResult } from '../../core/result.ts';
import { countOf } from '../wording/count.ts';
import type { OtherMeasure } from './other-measure.ts';

/** What several new pods at once are told by, besides the total; that of scaling is `all` under its own name. */
export function fleetMeasures(scenario: ScenarioResult): OtherMeasure[] {
  const { fleet } = scenario;
  if (fleet === undefined) return [];
  const { first, half, all, perPod, podsAsked, podsAvailable } = fleet;
  const plain = { remark: '', shortRemark: '' };
  const came = `${podsAvailable} of ${podsAsked}`;
  return [
    { measure: 'first' as const, label: 'first new pod', distribution: first, ...plain },
    { measure: 'half' as const, label: 'half of them', distribution: half, ...plain },
    ...(experimentOf(scenario).totalMeasure === 'all'
      ? []
      : [{ measure: 'all' as const, label: 'all of them', distribution: all, ...plain }]),
    {
      measure: 'per-pod' as const,
      label: 'each pod',
      distribution: perPod,
      remark: `${came} came`,
      shortRemark: `${came} came`,
    },
  ];
}

/** `scaled from 1 to 5`, `10 pods at once`; both numbers may differ where somebody else changed a target. */
export function doneToFleet({ burst, iterations }: ScenarioResult): string[] {
  if (burst > 1) return [`${burst} pods at once`];
  const fleets = iterations.flatMap(({ fleet }) => fleet ?? []).filter(({ to }) => to > 0);
  const texts = fleets.map(({ from, to }) => `scaled from ${countOf(from, 'replica')} to ${to}`);
  return [...new Set(texts)].slice(0, 1);
}
