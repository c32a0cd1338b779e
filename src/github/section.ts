import * as z from 'zod';

/** How one leg stands. `recovered`: met again after something that needed saying. */
export const sectionStates = ['violated', 'regression', 'inconclusive', 'met', 'recovered'] as const;
export type SectionState = (typeof sectionStates)[number];

const stampSchema = z.object({
  /** GITHUB_RUN_ID: ids only grow, over all workflows of a server. */
  runId: z.number().int().nonnegative(),
  /** GITHUB_RUN_ATTEMPT, from 1. */
  attempt: z.number().int().nonnegative(),
});

/** Which run wrote something: older ones never replace newer ones. */
export type RunStamp = z.infer<typeof stampSchema>;

/** What a section's marker holds. */
export const sectionHeadSchema = z.object({
  id: z.string(),
  leg: z.string(),
  title: z.string(),
  state: z.enum(sectionStates),
  run: stampSchema,
});

/** One part of the comment. A leg of a matrix has one or more; nobody else writes them. */
export interface Section extends z.infer<typeof sectionHeadSchema> {
  /** Markdown. */
  body: string;
}

const toSay: ReadonlySet<SectionState> = new Set(['violated', 'regression', 'inconclusive']);

/** Whether somebody should read it: what is met need not be told to one who was not worried. */
export function needsSaying(state: SectionState): boolean {
  return toSay.has(state);
}

/** Whether it did not hold, and not only cannot be told. */
export function isViolation(state: SectionState): boolean {
  return state === 'violated' || state === 'regression';
}

/** Negative where the first is the older one. */
export function compareRuns(a: RunStamp, b: RunStamp): number {
  return a.runId - b.runId || a.attempt - b.attempt;
}

/** The state to show, given what the section said before: what had to be said is recovered from, once met. */
export function stateAfter(previous: SectionState | null, state: SectionState): SectionState {
  const hadToSay = previous !== null && (needsSaying(previous) || previous === 'recovered');
  return state === 'met' && hadToSay ? 'recovered' : state;
}

/**
 * The newest of each section, of those given first where both are of one run; sorted by title. Whatever the order in
 * which legs come by, they end up with the same sections.
 * @param legs how many legs a run has, where that is known: once all have said something, what older runs left of legs
 *   that are no more goes
 */
export function mergeSections(lists: readonly (readonly Section[])[], legs: number | null): Section[] {
  const newest = new Map<string, Section>();
  for (const section of lists.flat()) {
    const other = newest.get(section.id);
    if (other === undefined || compareRuns(other.run, section.run) < 0) newest.set(section.id, section);
  }
  return withoutLeftovers([...newest.values()], legs).toSorted(byTitle);
}

function withoutLeftovers(sections: readonly Section[], legs: number | null): readonly Section[] {
  const runId = Math.max(...sections.map(({ run }) => run.runId));
  const current = sections.filter(({ run }) => run.runId === runId);
  const heard = new Set(current.map(({ leg }) => leg));
  return legs !== null && heard.size >= legs ? current : sections;
}

const collator = new Intl.Collator('en', { numeric: true });

function byTitle(a: Section, b: Section): number {
  return collator.compare(a.title, b.title) || (a.id < b.id ? -1 : 1);
}
