import type { OwnJob } from '../../../github/caller.ts';
import type { EventFacts } from '../../../github/event.ts';
import type { RunStamp } from '../../../github/section.ts';
import type { Environment } from '../../start-run.ts';
import { readPayload } from '../event.ts';

/** The job that this step is in, as the runner tells it. */
export interface Job {
  /** `owner/name` */
  repository: string;
  /** Of the REST API. */
  apiUrl: string;
  /** The page of the repository. */
  repositoryUrl: string;
  /** The file of the workflow that was started, or its name where the runner does not tell the file. */
  workflow: string;
  /** The key of the job in the workflow that it stands in: calls of a reusable workflow share it. */
  name: string;
  /** What tells it from other jobs of the run. */
  own: OwnJob;
  run: RunStamp;
  commit: string;
  event: EventFacts;
  leg: Leg;
  /** The step: a job may use the action several times. */
  step: string;
}

/** The leg of a matrix; a job without one is one leg. */
export interface Leg {
  /** `strategy.job-index` */
  index: string;
  /** `strategy.job-total`; null where nobody knows. */
  count: number | null;
  /** Values of the matrix, for people: `nginx, 80`; empty without one. */
  title: string;
}

/** Inputs whose defaults are what only expressions know. */
export interface Contexts {
  /** `toJSON(strategy)` */
  strategy: string | null;
  /** `toJSON(matrix)` */
  matrix: string | null;
  /** `toJSON(job)` */
  job: string | null;
}

export function jobOf(env: Environment, contexts: Contexts): Job {
  const text = (name: string): string => env[name] ?? '';
  const repository = text('GITHUB_REPOSITORY');
  const leg = legOf(contexts);
  const run = { runId: number(text('GITHUB_RUN_ID')), attempt: number(text('GITHUB_RUN_ATTEMPT')) };
  return {
    repository,
    apiUrl: text('GITHUB_API_URL') || 'https://api.github.com',
    repositoryUrl: `${text('GITHUB_SERVER_URL') || 'https://github.com'}/${repository}`,
    workflow: text('GITHUB_WORKFLOW_REF').split('@')[0] || text('GITHUB_WORKFLOW'),
    name: text('GITHUB_JOB'),
    own: {
      run,
      ...jobFactsIn(contexts.job),
      runWorkflowRef: text('GITHUB_WORKFLOW_REF'),
      runnerName: text('RUNNER_NAME'),
      matrixTitle: leg.title,
    },
    run,
    commit: text('GITHUB_SHA'),
    event: {
      name: text('GITHUB_EVENT_NAME'),
      payload: readPayload(text('GITHUB_EVENT_PATH')),
      repository,
      ref: text('GITHUB_REF'),
    },
    leg,
    step: text('GITHUB_ACTION'),
  };
}

/** The page of a run of the job's repository: of one attempt, or of the latest. */
export function urlOfRun(
  { repositoryUrl }: Job,
  { runId, attempt }: { runId: number; attempt?: number },
): string {
  return `${repositoryUrl}/actions/runs/${runId}${attempt === undefined ? '' : `/attempts/${attempt}`}`;
}

function number(text: string): number {
  const value = Number.parseInt(text, 10);
  return Number.isSafeInteger(value) && value >= 0 ? value : 0;
}

/** Left out of the context by older servers. */
function jobFactsIn(json: string | null): Pick<OwnJob, 'checkRunId' | 'workflowRef'> {
  const { check_run_id: id, workflow_ref: ref } = objectIn(json);
  return {
    checkRunId: Number.isSafeInteger(id) ? Number(id) : null,
    workflowRef: typeof ref === 'string' && ref !== '' ? ref : null,
  };
}

function legOf({ strategy, matrix }: Contexts): Leg {
  const known = objectIn(strategy);
  const [index, total] = [known['job-index'], known['job-total']];
  return {
    index: typeof index === 'number' ? String(index) : '0',
    count: typeof total === 'number' ? total : null,
    title: valuesIn(objectIn(matrix)).join(', '),
  };
}

function objectIn(json: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json ?? 'null');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** The scalars in it, as GitHub names the jobs of a matrix. */
function valuesIn(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(valuesIn);
  return typeof value === 'string' ? [value] : value == null ? [] : [JSON.stringify(value)];
}
