import type { Comparison, ObjectiveResult, Result, ScenarioResult, Verdict } from '../../../core/result.ts';
import { breachSentence } from '../../wording/breach.ts';
import { evidenceOf, headlineOf, observedOf, verdictText } from '../../wording/sentences.ts';
import { portText } from '../../wording/path-text.ts';
import type { Case, Suite } from './suite.ts';
import { policySuites } from '../../policy/junit.ts';
import { element, xmlText } from './xml.ts';

/**
 * JUnit XML as Jenkins, GitLab and the reporters of GitHub Actions read it: a suite for each scenario, a case for each
 * objective (of a policy that is run step by step for each run), one for a comparison, and one for the measuring itself where nothing is judged. There is no standard; this
 * keeps to what Jenkins' schema allows (junit-10.xsd of jenkinsci/xunit-plugin).
 *
 * - `time` is what was observed, in seconds: what CI systems draw over builds is then the statistic that is judged. One
 *   that was never reached has the timeout, which it is beyond: a missing time is drawn as 0. That of a suite adds up
 *   its cases, as readers expect.
 * - inconclusive is `skipped`: readers count an `error` as failed, and inconclusive is neither failed nor passed. It is
 *   what Jenkins makes of NUnit's Inconclusive too.
 * - a run without a verdict (the cluster failed, interrupted) is an `error` in a suite of its own.
 * - sentences stand in `message` and in the element: Jenkins shows the first, GitLab the second.
 */
export function renderJunit(result: Result): string {
  const suites = [
    ...result.scenarios.map((scenario) => scenarioSuite(scenario, result)),
    ...policySuites(result),
    ...(result.complete ? [] : [runSuite(result)]),
  ];
  const cases = suites.flatMap((suite) => suite.cases);
  const { tests, failures, errors, time } = countsOf(cases);
  const root = element('testsuites', { name: 'pod-start-slo', tests, failures, errors, time }, [
    '\n',
    ...suites.map((suite) => `${suiteElement(suite)}\n`),
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}

function scenarioSuite(scenario: ScenarioResult, result: Result): Suite {
  const judged = [
    ...scenario.objectives.map((objective) => objectiveCase(objective, scenario)),
    ...(scenario.comparison === null ? [] : [comparisonCase(scenario.comparison, scenario)]),
  ];
  return {
    name: scenario.name,
    startedAt: scenario.iterations[0]?.startedAt ?? result.startedAt,
    properties: propertiesOf(scenario, result),
    cases: judged.length === 0 ? [measuredCase(scenario)] : judged,
  };
}

const outcomes: Record<Verdict, Case['outcome']> = {
  met: 'passed',
  violated: 'failure',
  inconclusive: 'skipped',
};

function objectiveCase(objective: ObjectiveResult, scenario: ScenarioResult): Case {
  const { expression, verdict } = objective;
  return {
    classname: classOf(scenario),
    name: expression,
    timeMs: timeOf(objective.observedMs, objective.evidence.n, scenario),
    outcome: outcomes[verdict],
    type: verdict,
    message:
      verdict === 'violated'
        ? breachSentence({ scenario, objective })
        : `${expression}: ${observedOf(objective, scenario)}, ${verdictText(objective)}`,
    details: [evidenceOf(objective)],
  };
}

function comparisonCase(comparison: Comparison, scenario: ScenarioResult): Case {
  const { verdict, reason, baseline, ratio } = comparison;
  const passed = verdict === 'no-regression-shown';
  const word = verdict ?? 'not judged';
  return {
    classname: classOf(scenario),
    name: `compared with ${baseline.label}`,
    timeMs: timeOf(scenario.summary.p50Ms, scenario.summary.count, scenario),
    outcome: verdict === 'regression' ? 'failure' : passed ? 'passed' : 'skipped',
    type: word,
    message: reason ?? word,
    details: ratio === null ? [] : [`${ratio.estimate.toFixed(3)} times the time of the baseline`],
  };
}

/** Measuring is all that was asked for; its time is the median. */
function measuredCase(scenario: ScenarioResult): Case {
  const { count, p50Ms } = scenario.summary;
  const measured = count > 0;
  return {
    classname: classOf(scenario),
    name: 'measured',
    timeMs: timeOf(p50Ms, count, scenario),
    outcome: measured ? 'passed' : 'skipped',
    type: measured ? 'measured' : scenario.stoppedBecause,
    message: measured ? 'nothing is judged' : 'nothing was measured',
    details: [],
  };
}

function runSuite(result: Result): Suite {
  const { word, sentence } = headlineOf(result);
  const failed: Case = {
    classname: 'pod-start-slo',
    name: 'the run came to its end',
    timeMs: null,
    outcome: 'error',
    type: word.toLowerCase(),
    message: `${word}: ${sentence}`,
    details: result.error === null || result.error === sentence ? [] : [result.error],
  };
  return {
    name: 'pod-start-slo run',
    startedAt: result.startedAt,
    properties: { 'run-id': result.runId },
    cases: [failed],
  };
}

/** Null where there is nothing to take a statistic of. */
function timeOf(observedMs: number | null, count: number, { timeoutMs }: ScenarioResult): number | null {
  return observedMs ?? (count > 0 ? timeoutMs : null);
}

/** Jenkins takes what stands before the last dot for a package. */
function classOf({ experiment, name }: ScenarioResult): string {
  return `${experiment}.${name.replaceAll('.', '_')}`;
}

function propertiesOf(scenario: ScenarioResult, result: Result): Suite['properties'] {
  const { summary } = scenario;
  return {
    verdict: scenario.verdict,
    rule: scenario.rule,
    'stopped-because': scenario.stoppedBecause,
    iterations: summary.count,
    'timed-out': summary.timedOut,
    failed: summary.failed,
    invalid: summary.invalid,
    'p50-ms': summary.p50Ms,
    'p95-ms': summary.p95Ms,
    'max-ms': summary.maxMs,
    'ready-p95-ms': scenario.ready.p95Ms,
    'sli-p95-ms': scenario.sli?.p95Ms ?? null,
    image: scenario.image,
    'image-pull-policy': scenario.imagePullPolicy,
    via: result.measurement.via,
    port: scenario.servicePort === undefined ? null : portText(scenario.servicePort),
    kubernetes: result.cluster.version,
    fingerprint: result.fingerprint.hash,
    'run-id': result.runId,
  };
}

function suiteElement({ name, startedAt, properties, cases }: Suite): string {
  const { time, ...counts } = countsOf(cases);
  const known = Object.entries(properties).filter(([, value]) => value !== null);
  return element('testsuite', { name, ...counts, time, timestamp: startedAt }, [
    '\n',
    element(
      'properties',
      {},
      known.map(([key, value]) => element('property', { name: key, value: String(value) })),
    ),
    '\n',
    ...cases.map((each) => `${caseElement(each)}\n`),
  ]);
}

function caseElement({ classname, name, timeMs, outcome, type, message, details }: Case): string {
  const text = [message, ...details].map(xmlText).join('\n');
  const said =
    outcome === 'passed' ? element('system-out', {}, [text]) : element(outcome, { type, message }, [text]);
  return element('testcase', { classname, name, time: timeMs === null ? null : seconds(timeMs) }, [said]);
}

function countsOf(cases: readonly Case[]) {
  const count = (outcome: Case['outcome']): string =>
    String(cases.filter((each) => each.outcome === outcome).length);
  return {
    tests: String(cases.length),
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
    time: seconds(cases.reduce((sum, { timeMs }) => sum + (timeMs ?? 0), 0)),
  };
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
