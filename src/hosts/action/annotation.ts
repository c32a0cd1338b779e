import type { PodStartSloError } from '../../core/errors.ts';
import type { ObjectiveResult, Result, ScenarioResult } from '../../core/result.ts';
import { problemLines } from '../shared/problem-lines.ts';
import { cleanText, shorten } from '../../reports/clean.ts';
import { comparisonSentence } from '../../reports/comparison.ts';
import { countOf, headlineOf, observedOf, standingOf } from '../../reports/sentences.ts';
import { noneAnsweredSentence } from '../../reports/unanswered.ts';
import { plain } from '../../reports/style.ts';
import type { Conclusion, End } from './conclusion.ts';
import { inActionWords, withInputNames } from './words.ts';

/** What GitHub shows on the page of the run, at most one for each. */
export interface Annotation {
  level: 'error' | 'warning';
  title: string;
  message: string;
}

/** More than anyone reads, and less than GitHub refuses. */
const longest = 4000;

export function annotationOf(end: End, conclusion: Conclusion): Annotation | null {
  if (conclusion.annotation === null) return null;
  const { title, message } = textOf(end);
  return { level: conclusion.annotation, title, message: shorten(message, longest) };
}

function textOf({ result, failure }: End): Omit<Annotation, 'level'> {
  if (failure !== null) return failureText(failure);
  if (result?.verdict === 'violated') return { title: 'SLO violated', message: violationOf(result) };
  const sentence = result === null ? 'there is no result' : cleanText(headlineOf(result).sentence);
  const title = result?.complete === true ? 'SLO inconclusive' : 'No verdict on the SLO';
  return { title, message: sentence };
}

/** All problems of the inputs, so that they are mended in one go; of other failures what happened and what to do. */
export function failureText(failure: PodStartSloError): Omit<Annotation, 'level'> {
  const { problems = [], hint } = failure.facts;
  if (failure.code === 'usage') {
    const lines = problems.map((problem) => problemLines(inActionWords(problem), plain).join('\n'));
    const heading = `${failure.message}; nothing was created`;
    return { title: 'Wrong inputs', message: [heading, ...lines].join('\n') };
  }
  const title = failure.code === 'interrupted' ? 'Cancelled' : 'No verdict on the SLO';
  const [first = ''] = failure.message.split('\n');
  const advice = hint === undefined ? '' : `; ${inActionWords(hint)}`;
  return { title, message: cleanText(`${first.replace(/:$/, '')}${advice}`) };
}

interface Violation {
  scenario: ScenarioResult;
  objective: ObjectiveResult;
}

/** `goldpinger: p95 <= 2s violated by 852 ms (43 %), observed 2.85 s; and 1 objective more` */
function violationOf(result: Result): string {
  const violations = result.scenarios
    .flatMap((scenario) => scenario.objectives.map((objective): Violation => ({ scenario, objective })))
    .filter(({ objective }) => objective.verdict === 'violated')
    .toSorted((a, b) => excessOf(b) - excessOf(a));
  const [worst, ...others] = violations;
  if (worst === undefined) return cleanText(headlineOf(result).sentence);
  const { scenario, objective } = worst;
  const dead = noneAnsweredSentence(scenario);
  if (dead !== null) return withInputNames(cleanText(`${scenario.name}: ${dead}`));
  const standing = `${objective.expression} ${standingOf(objective)}, observed ${observedOf(objective, scenario)}`;
  const more = others.length === 0 ? '' : `; and ${countOf(others.length, 'objective')} more`;
  const regressions = result.scenarios.filter(({ comparison }) => comparison?.verdict === 'regression');
  const beside = regressions.map((each) => `; ${each.name}: ${comparisonSentence(each)}`).join('');
  return cleanText(`${scenario.name}: ${standing}${more}${beside}`);
}

/** By how many times the limit was reached; a quantile that falls on starts without an answer is the worst of all. */
function excessOf({ objective }: Violation): number {
  return objective.observedMs === null ? Number.MAX_VALUE : objective.observedMs / objective.limitMs;
}
