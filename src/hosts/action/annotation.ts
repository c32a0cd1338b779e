import type { PodStartSloError } from '../../core/errors.ts';
import type { Result } from '../../core/result.ts';
import { problemLines } from '../shared/problem-lines.ts';
import { cleanText, shorten } from '../../reports/wording/clean.ts';
import { comparisonSentence } from '../../reports/wording/comparison.ts';
import { countOf } from '../../reports/wording/count.ts';
import { breachSentence, type Breach } from '../../reports/wording/breach.ts';
import { headlineOf } from '../../reports/wording/sentences.ts';
import { noneAnsweredSentence } from '../../reports/wording/unanswered.ts';
import { plain } from '../../reports/wording/style.ts';
import type { Conclusion, End } from './conclusion.ts';
import { inActionWords, withInputNames } from './words.ts';

/** What GitHub shows on the page of the run; a step has at most one. */
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

/** All problems of the inputs at once; for other failures what happened and how to fix it. */
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

/** `goldpinger: 60 of 60 starts exceeded 2 s; at most 3 may. The p95 is 2.85 s, …; and 1 more objective` */
function violationOf(result: Result): string {
  const violations = result.scenarios
    .flatMap((scenario) => scenario.objectives.map((objective): Breach => ({ scenario, objective })))
    .filter(({ objective }) => objective.verdict === 'violated')
    .toSorted((a, b) => excessOf(b) - excessOf(a));
  const [worst, ...others] = violations;
  if (worst === undefined) return cleanText(headlineOf(result).sentence);
  const { scenario, objective } = worst;
  const dead = noneAnsweredSentence(scenario);
  if (dead !== null) return withInputNames(cleanText(`${scenario.name}: ${dead}`));
  const more = others.length === 0 ? '' : `; and ${countOf(others.length, 'more objective')}`;
  const regressions = result.scenarios.filter(({ comparison }) => comparison?.verdict === 'regression');
  const beside = regressions.map((each) => `; ${each.name}: ${comparisonSentence(each)}`).join('');
  return cleanText(`${scenario.name}: ${breachSentence({ scenario, objective })}${more}${beside}`);
}

/** The observed value relative to the limit. A statistic that is a start which never answered is the worst of all. */
function excessOf({ objective }: Breach): number {
  return objective.observedMs === null ? Number.MAX_VALUE : objective.observedMs / objective.limitMs;
}
