import { ownScenarios } from '../../../core/comparison/own-scenarios.ts';
import type { Github } from '../../../github/api.ts';
import { issuePlaceOf } from '../../../github/event.ts';
import type { IssueHistory } from '../../../github/issue-text.ts';
import { permissionsHint } from '../../../github/permissions-hint.ts';
import { keepViolationIssue, type IssueRequest } from '../../../github/violation-issue.ts';
import type { Result, ScenarioResult } from '../../../core/result.ts';
import { cleanText } from '../../../reports/clean.ts';
import { renderCommentSection } from '../../../reports/comment/section.ts';
import { countOf } from '../../../reports/sentences.ts';
import type { Log } from '../log.ts';
import { urlOfRun, type Job } from './job.ts';
import { stateOf } from './state.ts';

interface Parts {
  github: Github;
  job: Job;
  log: Log;
}

/** Keeps an issue for each scenario while it is violated, on scheduled runs of the default branch. */
export async function keepIssues(result: Result, { github, job, log }: Parts): Promise<void> {
  const place = issuePlaceOf(job.event);
  if (place.kind === 'none') {
    log.say(`no issue: ${place.why}`);
    return;
  }
  for (const scenario of ownScenarios(result)) {
    if (scenario.verdict === null) continue;
    const outcome = await keepViolationIssue(github, requestOf(result, scenario, job));
    if (outcome.ok) {
      const { action, url } = outcome.value;
      log.say(`issue: ${action}${url === null ? '' : ` ${url}`}`);
      continue;
    }
    log.say(`warning: no issue: ${outcome.failure.message}`);
    for (const line of permissionsHint(outcome.failure, { fromFork: false })) log.say(line);
  }
}

function requestOf(result: Result, scenario: ScenarioResult, job: Job): IssueRequest {
  const name = cleanText(scenario.name);
  return {
    key: [job.workflow, job.name, job.leg.title, scenario.name],
    run: job.run,
    state: stateOf(scenario),
    title: `Pod start SLO violated: ${name}`,
    labels: [],
    render: (history) =>
      [
        `Since ${runLink(job, history.first)}, ${countOf(history.runs, 'run')}. This text is kept up to date by each run, and the issue is closed when the SLO is met again.`,
        renderCommentSection({ ...result, verdict: scenario.verdict, scenarios: [scenario] }),
        `[Log, summary and files of the last run](${urlOfRun(job, job.run)})`,
      ].join('\n\n'),
    farewell: (history) =>
      `Met again in [this run](${urlOfRun(job, job.run)}), after ${countOf(history.runs, 'run')} since ${runLink(job, history.first)}.`,
  };
}

function runLink(job: Job, { runId }: IssueHistory['first']): string {
  return `[run ${runId}](${urlOfRun(job, { runId })})`;
}
