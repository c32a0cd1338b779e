import * as z from 'zod';
import type { EventFacts } from './event.ts';

/** What a job may do with the stored results of the default branch. */
export interface HistoryAccess {
  /** Only runs on the default branch itself: what others write would not be what the branch is like. */
  mayWrite: boolean;
  /** For people: `branch main`. */
  branch: string;
}

const payloadSchema = z.object({ repository: z.object({ default_branch: z.string() }) });
const writingEvents = new Set(['push', 'schedule', 'workflow_dispatch']);

/** A schedule runs on the default branch only, and its payload does not name it. */
export function historyAccessOf({ name, payload, ref }: EventFacts): HistoryAccess {
  const parsed = payloadSchema.safeParse(payload);
  const onBranch = ref.replace(/^refs\/heads\//, '');
  const fallback = name === 'schedule' ? onBranch : null;
  const defaultBranch = parsed.success ? parsed.data.repository.default_branch : fallback;
  return {
    mayWrite: writingEvents.has(name) && defaultBranch !== null && ref === `refs/heads/${defaultBranch}`,
    branch: defaultBranch === null ? 'the default branch' : `branch ${defaultBranch}`,
  };
}
