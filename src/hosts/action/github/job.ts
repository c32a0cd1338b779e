import { readFileSync } from 'node:fs';
import type { EventFacts } from '../../../github/event.ts';
import type { RunStamp } from '../../../github/section.ts';
import type { Environment } from '../../start-run.ts';

/** The job that this step is in, as the runner tells it. */
export interface Job {
  /** `owner/name` */
  repository: string;
  /** Of the REST API. */
  apiUrl: string;
  /** The page of the repository. */
  repositoryUrl: string;
  workflow: string;
  name: string;
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
}

export function jobOf(env: Environment, contexts: Contexts): Job {
  const text = (name: string): string => env[name] ?? '';
  const repository = text('GITHUB_REPOSITORY');
  const run = { runId: number(text('GITHUB_RUN_ID')), attempt: number(text('GITHUB_RUN_ATTEMPT')) };
  return {
    repository,
    apiUrl: text('GITHUB_API_URL') || 'https://api.github.com',
    repositoryUrl: `${text('GITHUB_SERVER_URL') || 'https://github.com'}/${repository}`,
    workflow: text('GITHUB_WORKFLOW'),
    name: text('GITHUB_JOB'),
    run,
    commit: text('GITHUB_SHA'),
    event: {
      name: text('GITHUB_EVENT_NAME'),
      payload: readPayload(text('GITHUB_EVENT_PATH')),
      repository,
      ref: text('GITHUB_REF'),
    },
    leg: legOf(contexts),
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

/** A payload that cannot be read is as good as none: nothing that is told depends on it for a verdict. */
function readPayload(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
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
