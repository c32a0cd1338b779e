import { statisticNames } from '../../../core/objective.ts';
import {
  outcomes,
  verdicts,
  type Distribution,
  type ObjectiveResult,
  type Result,
  type ScenarioResult,
} from '../../../core/result.ts';
import { formatLimit } from '../../wording/time.ts';
import { literalScenarios } from '../../policy/facts.ts';
import { family, oneOfStates, sample, type Family, type Labels, type Sample } from './family.ts';
import { histogramOf } from './histogram.ts';

/** The metrics of a run. What is not known has no sample; what was never reached is +Inf, never 0. */
export function familiesOf(result: Result): Family[] {
  const { scenarios, finishedAt } = result;
  const ofEach = (samples: (scenario: ScenarioResult) => readonly Sample[]): Sample[] =>
    scenarios.flatMap(samples);
  const ofObjectives = (
    samples: (objective: ObjectiveResult, labels: Labels, scenario: ScenarioResult) => readonly Sample[],
  ): Sample[] =>
    ofEach((scenario) =>
      scenario.objectives.flatMap((each) => samples(each, objectiveLabels(each, scenario), scenario)),
    );
  const families = [
    family('run', [runSample(result)]),
    family('complete', [sample(result.complete ? 1 : 0)]),
    family('finished', finishedAt === null ? [] : [sample(Date.parse(finishedAt) / 1000)]),
    family(
      'verdict',
      ofEach(({ name, verdict }) => oneOfStates('verdict', verdicts, verdict, { scenario: name })),
    ),
    family('iterations', ofEach(iterationSamples)),
    family(
      'starts',
      ofEach((scenario) => histogramOf(scenario, result)),
    ),
    family('statistic', ofEach(statisticSamples)),
    family(
      'limit',
      ofObjectives(({ limitMs }, labels) => [sample(limitMs / 1000, labels)]),
    ),
    family(
      'observed',
      ofObjectives(({ observedMs, evidence }, labels) => seconds(observedMs, evidence.n, labels)),
    ),
    family(
      'objective',
      ofObjectives(({ verdict }, labels) => oneOfStates('verdict', verdicts, verdict, labels)),
    ),
    family('change', ofEach(changeSamples)),
    family('policyRuns', policySamples(result)),
  ];
  return families.filter(({ samples }) => samples.length > 0);
}

function runSample({ runId, tool, cluster, measurement }: Result): Sample {
  const labels = {
    run_id: runId,
    version: tool.version,
    kubernetes: cluster.version,
    provider: cluster.provider,
    via: measurement.via ?? '',
  };
  return { suffix: '_info', labels, value: 1 };
}

function iterationSamples({ name, iterations }: ScenarioResult): Sample[] {
  const counted = iterations.filter(({ warmup }) => !warmup);
  return outcomes.map((outcome) => {
    const count = counted.filter((each) => each.outcome === outcome).length;
    return sample(count, { scenario: name, outcome });
  });
}

function statisticSamples({ name, summary, ready, sli, phases }: ScenarioResult): Sample[] {
  const measures: [string, Distribution][] = [
    ['total', summary],
    ['ready', ready],
    ...(sli === undefined ? [] : [['sli', sli] satisfies [string, Distribution]]),
    ...Object.entries(phases),
  ];
  return measures.flatMap(([measure, distribution]) =>
    statisticNames.flatMap((statistic) =>
      seconds(distribution[`${statistic}Ms`], distribution.count, { scenario: name, measure, statistic }),
    ),
  );
}

/** `p95<=30s`: without spaces, which some readers of such files take for the end of a series. */
function objectiveLabels({ measure, statistic, limitMs }: ObjectiveResult, { name }: ScenarioResult): Labels {
  const objective = `${statistic}<=${formatLimit(limitMs)}`.replaceAll(/\s/g, '');
  return { scenario: name, measure, objective };
}

/** Of `count` values; a quantile that is null is one that was never reached. */
function seconds(ms: number | null, count: number, labels: Labels): Sample[] {
  if (count === 0) return [];
  return [sample(ms === null ? Infinity : ms / 1000, labels)];
}

function changeSamples({ name, comparison }: ScenarioResult): Sample[] {
  const estimate = comparison?.ratio?.estimate;
  return estimate === undefined ? [] : [sample(estimate, { scenario: name })];
}

function policySamples(result: Result): Sample[] {
  return literalScenarios(result).flatMap(({ scenario: { name, runs } }) => {
    const passed = runs.filter((run) => run.passed).length;
    return [
      sample(passed, { scenario: name, result: 'passed' }),
      sample(runs.length - passed, { scenario: name, result: 'failed' }),
    ];
  });
}
