import { ownScenarios } from '../../../core/comparison/own-scenarios.ts';
import type { Result } from '../../../core/result.ts';
import { callerOf } from '../../../github/caller.ts';
import type { Github } from '../../../github/api.ts';
import type { Job } from './job.ts';

/** What the comments and issues of a job are found by. */
export interface Naming {
  /** The same from run to run, and of no other job as far as that is known. */
  key: readonly string[];
  /**
   * What is measured, where the token may not see which job this is: it tells the calls of a reusable workflow apart.
   * Null where the key does.
   */
  content: string | null;
  /** The calling job, for people; null where no workflow is called or nobody knows. */
  caller: string | null;
}

export async function namingOf(github: Github, job: Job, result: Result): Promise<Naming> {
  const key = [job.workflow, job.name];
  const caller = await callerOf(github, job.own);
  if (caller === null) return { key, content: contentOf(result), caller };
  return caller === ''
    ? { key, content: null, caller: null }
    : { key: [...key, caller], content: null, caller };
}

/** Without what changes from commit to commit, such as tags. */
function contentOf(result: Result): string {
  const measured = ownScenarios(result).map(({ name, experiment, image, target }) => [
    name,
    experiment,
    image === null ? (target ?? '') : repositoryOf(image),
  ]);
  return JSON.stringify(measured);
}

/** `localhost:5000/app` of `localhost:5000/app:pr-7@sha256:…`. */
function repositoryOf(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
}

/** What to do where the calls of a workflow cannot be told apart. */
export const toTellApart =
  'if a reusable workflow is called several times, give its jobs the permission actions: read, or set comment-id';
