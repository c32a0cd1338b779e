import { ownScenarios } from '../../../core/comparison/own-scenarios.ts';
import type { Github } from '../../../github/api.ts';
import { issueTargetOf } from '../../../github/event.ts';
import type { IssueHistory } from '../../../github/issue-text.ts';
import { permissionsHint } from '../../../github/permissions-hint.ts';
import { keepViolationIssue, type IssueRequest } from '../../../github/violation-issue.ts';
import type { Result, ScenarioResult } from '../../../core/result.ts';
import { cleanText } from '../../../reports/wording/clean.ts';
import type { Markdown } from '../../../core/markdown.ts';
import { blocks, link, gfm } from '../../../reports/markdown/escape.ts';
import { renderCommentSection } from '../../../reports/comment/section.ts';
import { countOf } from '../../../reports/wording/count.ts';
import type { Log } from '../log.ts';
import { urlOfRun, type Job } from './job.ts';
import { namingOf, toTellApart, type Naming } from './naming.ts';
import { stateOf } from './state.ts';

interface Parts {
  github: Github;
  job: Job;
  log: Log;
}

/**
 * Keeps an issue for each scenario while it is violated, on scheduled runs of the default branch. Resolves with the
 * addresses of those that this run opened, updated, closed or left as they were.
 */
export async function keepIssues(
  result: Result,
  commentId: string,
  { github, job, log }: Parts,
): Promise<string[]> {
  const place = issueTargetOf(job.event);
  if (place.kind === 'none') {
    log.say(`no issue: ${place.why}`);
    return [];
  }
  const naming = await namingOf(github, job, result);
  const urls: string[] = [];
  for (const scenario of ownScenarios(result)) {
    if (scenario.verdict === null) continue;
    const request = requestOf(result, scenario, { job, naming, commentId });
    const outcome = await keepViolationIssue(github, request);
    if (outcome.ok) {
      const { action, url } = outcome.value;
      if (url !== null) urls.push(url);
      log.say(
        action === 'worse-said'
          ? `issue: open until a later run: another job or attempt of this run violates the SLO; ${toTellApart}`
          : `issue: ${action}${url === null ? '' : ` ${url}`}`,
      );
      continue;
    }
    log.say(`warning: no issue: ${outcome.failure.message}`);
    for (const line of permissionsHint(outcome.failure, { fromFork: false })) log.say(line);
  }
  return urls;
}

function requestOf(
  result: Result,
  scenario: ScenarioResult,
  { job, naming, commentId }: { job: Job; naming: Naming; commentId: string },
): IssueRequest {
  const { key, content, caller } = naming;
  const name = cleanText(scenario.name);
  const lastRun = urlOfRun(job, job.run);
  return {
    key: [...key, job.leg.title, commentId, scenario.name, ...(content === null ? [] : [content])],
    run: job.run,
    state: stateOf(scenario),
    title: `Pod start SLO violated: ${name}${caller === null ? '' : ` (job ${cleanText(caller)})`}`,
    labels: [],
    render: (history) =>
      blocks([
        gfm`Since ${runLink(job, history.first)}, ${countOf(history.runs, 'run')}. Each run updates this text, and the issue is closed when a later run meets the SLO again.`,
        renderCommentSection(
          { ...result, verdict: scenario.verdict, scenarios: [scenario] },
          { job: caller },
        ),
        link(gfm`Log, summary and files of the last run`, lastRun),
      ]),
    farewell: (history) =>
      gfm`Met again in ${link(
        gfm`this run`,
        lastRun,
      )}, after ${countOf(history.runs, 'run')} since ${runLink(job, history.first)}.`,
  };
}

function runLink(job: Job, { runId }: IssueHistory['first']): Markdown {
  return link(gfm`run ${runId}`, urlOfRun(job, { runId }));
}
