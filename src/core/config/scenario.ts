import { msOf } from '../duration.ts';
import type { Objective } from '../objective.ts';
import { standard } from '../options/table.ts';
import type { ProbePlan, Scenario } from '../plan.ts';
import { completeBaseline, resolveBaseline, type BaselineContext } from './baseline.ts';
import { checkBurst } from './burst.ts';
import { underConditions } from './conditions.ts';
import { resolveExperiment } from './experiment.ts';
import { checkScaled } from './scaled.ts';
import type { ScenarioDraft } from './scenario-draft.ts';
import { resolveAmounts, resolveObjectives, resolveTimeoutMs, warnOfUnsettled } from './timing.ts';
import { resolveWorkload, type ResolvedWorkload } from './workload.ts';

export interface ScenarioContext extends BaselineContext {
  /** Of a continuous run, for all scenarios; null: it is none. */
  limits: readonly Objective[] | null;
}

/**
 * The scenario with all its defaults, once for each condition it is started under; empty where it cannot be told. What
 * is wrong with it is in the draft.
 */
export function resolveScenario(draft: ScenarioDraft, context: ScenarioContext): Scenario[] {
  const resolved = resolveWorkload(draft, context.load, context.setup);
  const objectives = resolveObjectives(draft);
  const experiment = resolveExperiment(draft, objectives);
  const amounts = resolveAmounts(draft);
  const timeoutMs = resolveTimeoutMs(draft, [...objectives, ...(context.limits ?? [])]);
  const gracePeriodSeconds = resolveGracePeriod(draft);
  if (context.limits === null) warnOfUnsettled(draft, objectives, amounts);
  refusePullThatCannotHappen(draft);
  const baseline = context.limits === null ? resolveBaseline(draft, resolved, context) : leftOut(draft);
  if (resolved === null) return [];
  checkScaled(draft, experiment.scaling, resolved.workload, context.setup);
  checkBurst(draft, experiment.burst, ['workload', 'manifest'], resolved.workload);
  if (baseline?.kind === 'duet')
    checkBurst(draft, experiment.burst, ['baseline', 'manifest'], baseline.resolved.workload);
  const { value } = draft;
  const scenario: Scenario = {
    name: value.name ?? resolved.defaultName,
    ...experiment,
    workload: resolved.workload,
    imagePullPolicy: value.imagePullPolicy ?? null,
    imageCache: value.imageCache ?? standard.imageCache,
    probe: resolveProbe(draft, resolved),
    ...amounts,
    warmup: value.warmup ?? standard.warmup,
    timeoutMs,
    gracePeriodSeconds,
    volumeClaims: value.volumeClaims ?? standard.volumeClaims,
    objectives,
    podLogs: value.podLogs ?? standard.podLogs,
    keepGoing: value.keepGoing ?? standard.keepGoing,
    condition: null,
    baseline: null,
  };
  return underConditions(draft, scenario).map((each) => ({
    ...each,
    baseline: completeBaseline(draft, each, baseline),
  }));
}

function resolveProbe(draft: ScenarioDraft, { service, port, scheme }: ResolvedWorkload): ProbePlan {
  const probe = draft.value.probe ?? {};
  return {
    scheme,
    path: probe.path ?? standard.path,
    status: probe.status ?? standard.status,
    via: probe.via ?? standard.via,
    intervalMs: probe.intervalMs ?? standard.interval,
    service,
    port,
    addressTimeoutMs: msOf(probe.addressTimeout ?? standard.addressTimeout),
    askPod: probe.askPod ?? standard.askPod,
  };
}

function resolveGracePeriod(draft: ScenarioDraft): number {
  const given = draft.value.gracePeriod ?? standard.gracePeriod;
  const seconds = msOf(given) / 1000;
  if (Number.isInteger(seconds)) return seconds;
  draft.refuse(['gracePeriod'], { value: given, message: 'Kubernetes takes whole seconds only' });
  return Math.ceil(seconds);
}

function refusePullThatCannotHappen(draft: ScenarioDraft): void {
  const { imageCache, imagePullPolicy } = draft.value;
  if (imageCache !== 'remove' || imagePullPolicy !== 'Never') return;
  draft.refuse(['imagePullPolicy'], {
    value: 'Never',
    message: 'with imageCache "remove" the image has to be pulled before each start',
    fix: 'use IfNotPresent or Always, or imageCache "keep"',
  });
}

/** What changes from one version to the next is asked of a run; a continuous one has a window. */
function leftOut(draft: ScenarioDraft): null {
  if (draft.value.baseline !== undefined)
    draft.warnings.push({
      field: draft.fieldOf(['baseline']),
      message: 'has no effect: a continuous run has no baseline',
    });
  return null;
}
