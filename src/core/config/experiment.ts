import { parseDurationMs } from '../duration.ts';
import type { ExperimentName } from '../experiments/names.ts';
import { fleetMeasures, healingMeasures, type MeasureName, type Objective } from '../objective.ts';
import { standard } from '../options/table.ts';
import type { HealingPlan, ScalingPlan, Scenario } from '../plan.ts';
import type { ScenarioDraft } from './scenario-draft.ts';

type ExperimentPart = Pick<Scenario, 'experiment' | 'burst' | 'healing' | 'scaling'>;

/** What an iteration does, and its own settings; what does not belong together is refused. */
export function resolveExperiment(draft: ScenarioDraft, objectives: readonly Objective[]): ExperimentPart {
  const { experiment = standard.experiment, burst = standard.burst } = draft.value;
  refuseOthers(draft, experiment);
  refuseOtherMeasures(draft, experiment, burst, objectives);
  if (experiment !== 'pod-start') refuseBaseline(draft, experiment);
  return {
    experiment,
    burst,
    healing: experiment === 'healing' ? resolveHealing(draft) : null,
    scaling: experiment === 'scaling' ? resolveScaling(draft) : null,
  };
}

const owners = { healing: 'healing', scaling: 'scaling', burst: 'pod-start' } as const;

function refuseOthers(draft: ScenarioDraft, experiment: ExperimentName): void {
  for (const key of ['healing', 'scaling', 'burst'] as const) {
    if (draft.value[key] === undefined || owners[key] === experiment) continue;
    if (draft.mayHide(['experiment'])) continue;
    draft.refuse([key], {
      message: `belongs to the experiment ${owners[key]}, and this is ${experiment}`,
      fix: `remove it, or set experiment: ${owners[key]}`,
    });
  }
  if (draft.value.imageCache === 'remove' && experiment !== 'pod-start')
    draft.refuse(['imageCache'], {
      value: 'remove',
      message: `cannot be combined with ${experiment}: the image is in use while the workload exists`,
      fix: 'keep',
    });
}

function resolveHealing(draft: ScenarioDraft): HealingPlan {
  const { kill = standard.kill, pick = standard.pick, selector = '', container } = draft.value.healing ?? {};
  if (container !== undefined && kill !== 'container' && !draft.mayHide(['healing', 'kill']))
    draft.refuse(['healing', 'container'], {
      value: container,
      message: `a whole pod is killed with kill: ${kill}`,
      fix: 'remove it, or set kill: container',
    });
  const pairs = selector === '' ? [] : selector.split(',').map((pair) => pair.split('='));
  return {
    kill,
    pick,
    selector: Object.fromEntries(pairs) as Record<string, string>,
    container: container ?? null,
    gracePeriodSeconds: graceSecondsOf(draft),
  };
}

/** What the user says of it, which is checked elsewhere; a workload that is there already keeps its own. */
function graceSecondsOf(draft: ScenarioDraft): number | null {
  const { gracePeriod, workload } = draft.value;
  if (gracePeriod === undefined) return null;
  if (workload?.target !== undefined)
    draft.refuse(['gracePeriod'], {
      value: gracePeriod,
      message: 'cannot be set for a target: its own specification holds',
      fix: 'remove it; kill: force deletes at once',
    });
  return Math.ceil((parseDurationMs(gracePeriod) ?? 0) / 1000);
}

function resolveScaling(draft: ScenarioDraft): ScalingPlan {
  const { from, to, allowHpa = standard.allowHpa } = draft.value.scaling ?? {};
  const isTarget = draft.value.workload?.target !== undefined;
  const start = from ?? (isTarget ? null : 1);
  if (to === undefined) {
    if (!draft.mayHide(['scaling']))
      draft.refuse(['scaling', 'to'], { message: 'is missing: how many replicas to scale to' });
  } else if (start !== null && to <= start && !draft.mayHide(['scaling', 'from']))
    draft.refuse(['scaling', 'to'], {
      value: String(to),
      message: `must be more than ${start}, the number of replicas before`,
      fix: `at least ${start + 1}`,
    });
  return { from: start, to: to ?? 1, allowHpa };
}

const only: readonly {
  measures: readonly MeasureName[];
  of: string;
  fits: (e: ExperimentName, burst: number) => boolean;
}[] = [
  { measures: healingMeasures, of: 'healing', fits: (experiment) => experiment === 'healing' },
  {
    measures: fleetMeasures,
    of: 'scaling, and of pod-start with a burst',
    fits: (experiment, burst) => experiment === 'scaling' || (experiment === 'pod-start' && burst > 1),
  },
];

function refuseOtherMeasures(
  draft: ScenarioDraft,
  experiment: ExperimentName,
  burst: number,
  objectives: readonly Objective[],
): void {
  for (const { measure, expression } of objectives) {
    const owner = only.find(({ measures }) => measures.includes(measure));
    if (owner !== undefined && !owner.fits(experiment, burst) && !draft.mayHide(['experiment']))
      draft.refuse(['objectives'], {
        value: expression,
        message: `"${measure}" is a measure of ${owner.of}; this is ${experiment}`,
        fix: 'leave it out, or change the experiment',
      });
    if (measure === 'per-pod' && draft.value.rule === 'proven')
      draft.refuse(['objectives'], {
        value: expression,
        message: 'cannot be used for a burst: pods that start together are not independent of each other',
        fix: 'use rule: observed, or an objective on "all"',
      });
  }
}

function refuseBaseline(draft: ScenarioDraft, experiment: ExperimentName): void {
  for (const key of ['image', 'manifest'] as const)
    if (draft.value.baseline?.[key] !== undefined)
      draft.refuse(['baseline', key], {
        message: `applies only to the experiment pod-start; this is ${experiment}`,
        fix: 'remove it, or compare with the result of an earlier run',
      });
}
