import { conditionedName, type ConditionKind } from '../condition.ts';
import { standard } from '../options/table.ts';
import type { Load, Scenario } from '../plan.ts';
import type { ScenarioDraft } from './scenario-draft.ts';

/** The scenario as it is and under each condition that was asked for; what cannot be is in the draft. */
export function underConditions(draft: ScenarioDraft, scenario: Scenario): Scenario[] {
  const asked = draft.value.conditions ?? [];
  warnOfIdleLoad(draft, asked);
  if (asked.length === 0) return [scenario];
  refuseTwice(draft, asked);
  if (asked.includes('cold-image')) refuseWarm(draft);
  const kinds = new Set<ConditionKind>(['as-is', ...asked]);
  return [...kinds].map((kind) => ({
    ...scenario,
    name: conditionedName(scenario.name, kind),
    imageCache: kind === 'cold-image' ? 'remove' : scenario.imageCache,
    condition: { kind, of: scenario.name, load: kind === 'busy-node' ? loadOf(draft) : null },
  }));
}

function loadOf({ value: { load = {} } }: ScenarioDraft): Load {
  return {
    image: load.image ?? standard.loadPodImage,
    command: load.command ?? standard.loadPodCommand,
    cpu: load.cpu ?? standard.loadPodCpu,
  };
}

/** What stands in the defaults is for those that use it. */
function warnOfIdleLoad(draft: ScenarioDraft, asked: readonly ConditionKind[]): void {
  const field = draft.fieldOf(['load']);
  if (draft.value.load === undefined || asked.includes('busy-node') || field.startsWith('defaults')) return;
  draft.warnings.push({ field, message: 'has no effect: the conditions do not name busy-node' });
}

function refuseTwice(draft: ScenarioDraft, asked: readonly ConditionKind[]): void {
  for (const [index, kind] of asked.entries()) {
    if (asked.indexOf(kind) === index) continue;
    draft.refuse(['conditions', index], {
      value: kind,
      message: 'is given twice',
      fix: 'keep one of the two',
    });
  }
}

function refuseWarm(draft: ScenarioDraft): void {
  const { experiment = standard.experiment, imageCache, imagePullPolicy } = draft.value;
  if (experiment !== 'pod-start')
    draft.refuse(['conditions'], {
      value: 'cold-image',
      message: `cannot be combined with ${experiment}: the image is in use while the workload exists`,
      fix: 'leave out cold-image',
    });
  if (imageCache === 'remove')
    draft.refuse(['conditions'], {
      value: 'cold-image',
      message: 'makes no difference: with imageCache "remove" every start has a cold image',
      fix: 'leave out one of the two',
    });
  if (imagePullPolicy === 'Never')
    draft.refuse(['imagePullPolicy'], {
      value: 'Never',
      message: 'in the condition cold-image the image has to be pulled before each start',
      fix: 'use IfNotPresent or Always, or leave out cold-image',
    });
}
