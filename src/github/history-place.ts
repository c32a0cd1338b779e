import { defaultBranchOf, isOnDefaultBranch, type EventFacts } from './event.ts';

/** What a job may do with the stored results of the default branch. */
export interface HistoryAccess {
  /** Only runs on the default branch itself: what others write would not be what the branch is like. */
  mayWrite: boolean;
  /** For people: `branch main`. */
  branch: string;
}

const writingEvents = new Set(['push', 'schedule', 'workflow_dispatch']);

export function historyAccessOf(event: EventFacts): HistoryAccess {
  const mayWrite = writingEvents.has(event.name) && isOnDefaultBranch(event);
  // Where the payload does not name it, a run that is on it does.
  const name = defaultBranchOf(event.payload) ?? (mayWrite ? event.ref.replace(/^refs\/heads\//, '') : null);
  return { mayWrite, branch: name === null ? 'the default branch' : `branch ${name}` };
}
