import { percent } from '../../core/comparison/percent.ts';
import type { HealingPlan, Plan, ProbePlan, ScalingPlan, Scenario } from '../../core/plan.ts';
import { cleanText } from '../../reports/wording/clean.ts';
import { tableWidth } from '../../reports/terminal/paragraph.ts';
import { countOf } from '../../reports/wording/count.ts';
import type { Style } from '../../reports/wording/style.ts';
import { formatLimit } from '../../reports/wording/time.ts';
import { hang, padEnd } from '../../reports/terminal/width.ts';
import { policyLines } from './policy-lines.ts';

/** A plan in words: what would be started, asked, measured and promised. */
export function planLines(plan: Plan, style: Style): string[] {
  const scenarios = plan.scenarios.flatMap((scenario) => [
    style('strong', cleanText(scenario.name)),
    ...scenarioFacts(scenario).flatMap(([label, text]) => factLines(label, text, style)),
    '',
  ]);
  return [
    ...(plan.policy === undefined ? [] : policyLines(plan.policy, style)),
    ...scenarios,
    ...runFacts(plan).flatMap(([label, text]) => factLines(label, text, style)),
    '',
    `valid: ${countOf(plan.policy?.parts.length ?? plan.scenarios.length, 'scenario')}; nothing was created`,
  ];
}

type Fact = [label: string, text: string];

function factLines(label: string, text: string, style: Style): string[] {
  const lead = padEnd(`  ${label}`, 14);
  return hang(lead, cleanText(text), tableWidth).map((line) =>
    line.replace(lead, () => style('faint', lead)),
  );
}

function scenarioFacts(scenario: Scenario): Fact[] {
  return [
    ['starts', workloadOf(scenario)],
    ...doesOf(scenario),
    ...loadOf(scenario),
    ['asks', probeOf(scenario.probe)],
    ['measures', amountsOf(scenario)],
    ['promises', promisesOf(scenario)],
    ...comparesOf(scenario),
  ];
}

function workloadOf({ workload, imagePullPolicy, imageCache }: Scenario): string {
  const what = thingOf(workload);
  const policy = imagePullPolicy === null ? [] : [`imagePullPolicy ${imagePullPolicy}`];
  const removed = imageCache === 'remove' ? ['the image is removed from the nodes before each start'] : [];
  return [what, ...policy, ...removed].join('; ');
}

function loadOf({ condition }: Scenario): Fact[] {
  const load = condition?.load ?? null;
  return load === null ? [] : [['beside', `a load of ${load.cpu} CPU on each node, by ${load.image}`]];
}

function thingOf(workload: Scenario['workload']): string {
  if (workload.kind === 'target') return `nothing; ${workload.controller} ${workload.name} is there already`;
  if (workload.kind === 'image') {
    const pods = workload.replicas === 1 ? '' : `${workload.replicas} pods of `;
    return `${pods}${workload.image}, port ${workload.port}`;
  }
  return workload.manifests.map(({ object }) => `${object.kind} ${object.metadata.name}`).join(', ');
}

function scalingOf({ from, to, allowHpa }: ScalingPlan): string {
  const begin = from === null ? 'as many replicas as it has' : countOf(from, 'replica');
  const hpa = allowHpa ? '; also where an autoscaler scales it' : '';
  return `scales from ${begin} to ${to}, waits for each new pod, and goes back${hpa}`;
}

const kills: Readonly<Record<HealingPlan['kill'], string>> = {
  delete: 'deletes a pod, with its grace period',
  force: 'deletes a pod at once',
  container: 'kills a container in place',
};

function doesOf({ healing, scaling, burst }: Scenario): Fact[] {
  if (scaling !== null) return [['does', scalingOf(scaling)]];
  if (burst > 1) return [['does', `starts ${burst} pods at once; waits for each of them and the Service`]];
  if (healing === null) return [];
  const { kill, pick, selector, container } = healing;
  const labels = Object.entries(selector).map(([key, value]) => `${key}=${value}`);
  const of = labels.length === 0 ? '' : `, of those with ${labels.join(', ')}`;
  const which = `${pick === 'oldest' ? 'the oldest' : 'chosen at random'}${of}`;
  const name = container === null ? '' : ` (${container})`;
  return [['does', `${kills[kill]}${name}: ${which}; waits for the full set and the Service again`]];
}

function probeOf({ scheme, path, status, via, intervalMs, service, port, askPod }: ProbePlan): string {
  const target = service === null ? 'the service' : `service ${service}`;
  const where = `${target}${port === null ? '' : ` on port ${port}`}, via ${via}`;
  const pod = askPod ? '; the pod itself too' : '';
  return `${scheme ?? 'http or https'} ${path} of ${where}, every ${formatLimit(intervalMs)} until it answers ${status}${pod}`;
}

function amountsOf({ iterations, warmup, timeoutMs, gracePeriodSeconds }: Scenario): string {
  const measured = countOf(iterations, 'iteration');
  const before = warmup === 0 ? '' : ` after ${countOf(warmup, 'warm-up')}`;
  return `${measured}${before}, each ended after ${formatLimit(timeoutMs)}; grace period ${gracePeriodSeconds} s`;
}

function promisesOf({ objectives, rule, maxIterations, baseline }: Scenario): string {
  if (objectives.length === 0)
    return baseline === null ? 'nothing: it is measured and not judged' : 'nothing but no regression';
  const expressions = objectives.map(({ expression }) => expression).join(', ');
  if (objectives.every(({ statistic }) => statistic === 'max'))
    return `${expressions}; a single breach decides`;
  return rule === 'observed'
    ? `${expressions}; a violation is confirmed with up to ${maxIterations} iterations`
    : `${expressions}; proven with up to ${maxIterations} iterations, or inconclusive`;
}

function comparesOf({ baseline, iterations, maxIterations }: Scenario): Fact[] {
  if (baseline === null) return [];
  const allowed = `${percent(baseline.maxRegression)} slower is allowed`;
  const how =
    baseline.kind === 'duet'
      ? `${baseline.label}, alternately, ${iterations} to ${maxIterations} pairs; ${allowed}`
      : `the result ${baseline.label}, where comparable; ${allowed}`;
  return [['compares', `with ${how}`]];
}

const madeForRun = 'created for the run and deleted afterwards';

function runFacts({ namespace, maxDurationMs, setupManifests, scenarios }: Plan): Fact[] {
  const measures = scenarios.length > 0;
  const before = setupManifests.map(({ object }) => `${object.kind} ${object.metadata.name}`);
  return [
    ['namespace', namespace ?? (measures ? madeForRun : 'that of the context, where a document names none')],
    ...(before.length === 0 ? [] : [['before', before.join(', ')] satisfies Fact]),
    [
      'at most',
      maxDurationMs === null ? 'no bound on the whole run' : `${formatLimit(maxDurationMs)} in all`,
    ],
  ];
}
