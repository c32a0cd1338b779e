import * as z from 'zod';
import type { Github } from './api.ts';
import type { RunStamp } from './section.ts';

/** What the runner tells of the job that this process is in. */
export interface OwnJob {
  run: RunStamp;
  /** `job.check_run_id`, which is the id of the job in the REST API; null where the server does not tell it. */
  checkRunId: number | null;
  /** `job.workflow_ref` and `github.workflow_ref`: the workflow of the job, and that of the run. */
  workflowRef: string | null;
  runWorkflowRef: string;
  /** RUNNER_NAME */
  runnerName: string;
  /** The values of the matrix, as they stand in brackets behind the name of the job. */
  matrixTitle: string;
}

const jobSchema = z.object({ name: z.string() });
const listSchema = z
  .object({ jobs: z.array(jobSchema.extend({ status: z.string(), runner_name: z.string().nullish() })) })
  .transform(({ jobs }) => jobs);

const needs = 'actions: read';

/**
 * The job that calls the workflow which this job is in: GITHUB_JOB is the same for every call of a reusable workflow
 * (https://github.com/actions/runner/issues/2577), and only the REST API has the full name, `caller / called (matrix)`.
 * @returns `''` where no workflow is called, null where the token may not see it
 */
export async function callerOf(github: Github, job: OwnJob): Promise<string | null> {
  const { workflowRef, runWorkflowRef } = job;
  if (workflowRef !== null && workflowRef === runWorkflowRef) return '';
  const name = await nameOf(github, job);
  return name === null ? null : callerIn(name, job.matrixTitle);
}

async function nameOf(github: Github, { checkRunId, run, runnerName }: OwnJob): Promise<string | null> {
  if (checkRunId !== null) {
    const parameters = { job_id: checkRunId };
    const route = 'GET /repos/{owner}/{repo}/actions/jobs/{job_id}';
    const found = await github.call({ route, parameters, needs }, jobSchema);
    return found.ok ? found.value.name : null;
  }
  const parameters = { run_id: run.runId, attempt_number: run.attempt };
  const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}/jobs';
  const listed = await github.list({ route, parameters, needs }, listSchema, 5);
  if (!listed.ok) return null;
  const [only, ...others] = listed.value.items.filter(
    (each) => each.status === 'in_progress' && each.runner_name === runnerName,
  );
  return only === undefined || others.length > 0 ? null : only.name;
}

/** `call-a` of `call-a / measure (nginx, 80)`; a value of the matrix may hold a slash as well. */
export function callerIn(name: string, matrixTitle: string): string {
  const bracket = ` (${matrixTitle})`;
  const plain = matrixTitle !== '' && name.endsWith(bracket) ? name.slice(0, -bracket.length) : name;
  return plain.split(' / ').slice(0, -1).join(' / ');
}
