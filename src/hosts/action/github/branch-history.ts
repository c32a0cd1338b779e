import { withBranch } from '../../../core/comparison/with-branch.ts';
import { withRun, type History } from '../../../core/history.ts';
import type { Plan } from '../../../core/plan.ts';
import type { Result } from '../../../core/result.ts';
import { historyCache, type HistoryCache } from '../../../github/history-cache.ts';
import { historyAccessOf, type HistoryAccess } from '../../../github/history-place.ts';
import type { Environment } from '../../start-run.ts';
import type { Log } from '../log.ts';
import { jobOf, type Contexts, type Job } from './job.ts';

/** The stored results of the default branch, for one run. */
export interface BranchHistory {
  /** What was found, for the trend; null where there is none. */
  history: History | null;
  /** The plan, compared with the last result of the branch where there is one. */
  plan: Plan;
  /** Adds a result to what is stored, on the default branch. */
  store: (result: Result) => Promise<void>;
}

export interface BranchWish extends Contexts {
  commentId: string;
  maxRegression: number;
}

interface Parts {
  env: Environment;
  log: Log;
}

/** Fetches what is stored. That there is nothing, or no cache, is told, and changes nothing else. */
export async function openBranchHistory(
  plan: Plan,
  wish: BranchWish,
  { env, log }: Parts,
): Promise<BranchHistory> {
  const job = jobOf(env, wish);
  const access = historyAccessOf(job.event);
  const workspace = env['GITHUB_WORKSPACE'] ?? process.cwd();
  const cache = historyCache({ key: keyOf(plan, job, wish), workspace, run: job.run });
  const restored = await cache.restore();
  const history = 'history' in restored ? restored.history : null;
  if ('why' in restored) log.say(`baseline: nothing to compare with: ${restored.why}`);
  const { maxRegression } = wish;
  return {
    history,
    plan: history === null ? plan : withBranch(plan, { history, branch: access.branch, maxRegression }),
    store: (result) => store(result, { history, job, cache, access, log }),
  };
}

/** The same for every workflow that measures the same scenarios. */
function keyOf({ scenarios }: Plan, { leg }: Job, { commentId }: BranchWish): string[] {
  return [commentId, leg.title, ...scenarios.map(({ name }) => name)];
}

interface Storing {
  history: History | null;
  job: Job;
  cache: HistoryCache;
  access: HistoryAccess;
  log: Log;
}

async function store(result: Result, { history, job, cache, access, log }: Storing): Promise<void> {
  if (!access.mayWrite || !result.complete) return;
  const why = await cache.save(withRun(history, result, job.commit === '' ? null : job.commit));
  log.say(
    why === null ? `baseline: stored for ${access.branch}` : `warning: the result is not stored: ${why}`,
  );
}
