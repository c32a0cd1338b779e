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
  /** Whose words it is, where nobody here has checked it. */
  reporter: z.enum(['fork', 'run']).nullable().default(null),
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

/**
 * The state to show, given what the section said before: what had to be said is recovered from, once a later run meets
 * it. Within one run nothing recovers: another job, or another attempt, may only have been luckier.
 */
export function stateAfter(previous: Said | null, { state, run }: Said): SectionState {
  if (state !== 'met' || previous === null) return state;
  const hadToSay = needsSaying(previous.state) && previous.run.runId !== run.runId;
  return hadToSay || previous.state === 'recovered' ? 'recovered' : state;
}

type Said = Pick<Section, 'state' | 'run'>;

/** Whether two jobs of one attempt said different things under one name, and the first said the worse one. */
export function isWorseOfOneRun(one: Said, other: Said): boolean {
  return compareRuns(one.run, other.run) === 0 && badness(one.state) > badness(other.state);
}

function badness(state: SectionState): number {
  return toSay.has(state) ? sectionStates.length - sectionStates.indexOf(state) : 0;
}

/**
 * The newest of each section; of one attempt of a run the worst, else the one given first; sorted by title. Whatever the
 * order in which legs come by, they end up with the same sections.
 * @param legs how many legs a run has, where that is known: once all have said something, what older runs left of legs
 *   that are no more goes
 */
export function mergeSections(lists: readonly (readonly Section[])[], legs: number | null): Section[] {
  const newest = new Map<string, Section>();
  for (const section of lists.flat()) {
    const other = newest.get(section.id);
    const isNewer = other === undefined || compareRuns(other.run, section.run) < 0;
    if (isNewer || isWorseOfOneRun(section, other)) newest.set(section.id, section);
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
