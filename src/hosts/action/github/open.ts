import { openGithub, type Github } from '../../../github/api.ts';
import { proxiedFetch } from '../../shared/proxied-fetch.ts';
import { systemClock } from '../../shared/system-clock.ts';
import { toolVersion } from '../../shared/version.ts';
import type { Environment } from '../../start-run.ts';
import type { Job } from './job.ts';

/** Telling takes its time where GitHub is slow, and must not hold the job for long. */
const mostMs = 120_000;

/** A way to the job's repository, through the proxy that the environment names. */
export async function githubOf(
  job: Job,
  token: string,
  { env, signal }: { env: Environment; signal: AbortSignal },
): Promise<Github> {
  const fetchIt = await proxiedFetch(env);
  return openGithub({
    ...{ baseUrl: job.apiUrl, token, repository: job.repository, version: toolVersion },
    ...{ signal: AbortSignal.any([signal, AbortSignal.timeout(mostMs)]), clock: systemClock() },
    ...(fetchIt === undefined ? {} : { fetch: fetchIt }),
  });
}
