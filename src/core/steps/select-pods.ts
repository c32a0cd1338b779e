import type { PodFilter, TimeOfDay } from './policy.ts';

/** A pod as a policy sees it. */
export interface PolicyPod {
  name: string;
  namespace: string;
  uid: string;
  /** As kubectl shows it, for instance Running, Terminating, CrashLoopBackOff. */
  state: string;
}

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

export interface LocalTime extends TimeOfDay {
  /** `monday` … `sunday`. */
  weekday: string;
}

export interface Chances {
  /** Uniform in [0, 1). */
  random: () => number;
  /** In the time zone of the machine, as PowerfulSeal has it. */
  now: () => LocalTime;
}

/** What is left of the pods that matched. */
export type Selection =
  | { kind: 'pods'; pods: readonly PolicyPod[]; because: string | null }
  /** By its own word the policy does nothing this time. */
  | { kind: 'not-now'; because: string };

export function isSystemNamespace(namespace: string): boolean {
  return namespace.startsWith('kube-');
}

/** Applies the filters in their order, until none is left. `because` names the filter that left no pod. */
export async function selectPods(
  matched: readonly PolicyPod[],
  filters: readonly PodFilter[],
  chances: Chances,
): Promise<Selection> {
  let pods = matched;
  for (const filter of filters) {
    if (pods.length === 0) break;
    const closed = closedBy(filter, chances);
    if (closed !== null) return { kind: 'not-now', because: closed };
    const before = pods.length;
    pods = await passing(pods, filter, chances.random);
    if (pods.length === 0) return { kind: 'pods', pods, because: emptiedBy(filter, before) };
  }
  return { kind: 'pods', pods, because: pods.length === 0 ? 'no pod matched' : null };
}

/** Whether a filter lets nothing pass this time, whatever there is. */
function closedBy(filter: PodFilter, { random, now }: Chances): string | null {
  if (filter.kind === 'probability')
    return random() < filter.probability ? null : `by its probability of ${filter.probability}`;
  if (filter.kind !== 'dayTime') return null;
  const time = now();
  if (filter.onlyDays.length > 0 && !filter.onlyDays.includes(time.weekday))
    return `dayTime does not allow ${time.weekday}`;
  const [at, from, to] = [time, filter.startTime, filter.endTime].map(secondsOf);
  const isOpen = (at ?? 0) >= (from ?? 0) && (at ?? 0) <= (to ?? 0);
  return isOpen ? null : `dayTime allows ${printTime(filter.startTime)} to ${printTime(filter.endTime)}`;
}

async function passing(
  pods: readonly PolicyPod[],
  filter: PodFilter,
  random: () => number,
): Promise<readonly PolicyPod[]> {
  if (filter.kind === 'property') {
    const matches = await matcherOf(filter.value);
    return pods.filter((pod) => matches(pod[filter.name]) !== filter.negative);
  }
  if (filter.kind !== 'randomSample') return pods;
  const size = 'size' in filter ? filter.size : Math.floor(pods.length * filter.ratio);
  return sample(pods, size, random);
}

function emptiedBy(filter: PodFilter, before: number): string {
  const pods = before === 1 ? '1 pod' : `${before} pods`;
  if (filter.kind === 'property')
    return `none of ${pods} has the ${filter.name} "${filter.value}"${filter.negative ? ' negated' : ''}`;
  return `a sample of ${'ratio' in filter ? filter.ratio : 0} of ${pods} is no pod`;
}

/** As PowerfulSeal has it: a regular expression at the beginning of the value, in upper or lower case. */
export async function matcherOf(expression: string): Promise<(value: string) => boolean> {
  return (await import('./linear-pattern.ts')).compilePattern(expression, 'start');
}

/** So many of the items, or all where there are fewer; every choice is equally likely (Fisher and Yates). */
export function sample<T>(items: readonly T[], size: number, random: () => number): T[] {
  const left = [...items];
  const taken: T[] = [];
  while (taken.length < size && left.length > 0)
    taken.push(...left.splice(Math.floor(random() * left.length), 1));
  return taken;
}

/** The namespaces that a match names, of those there are. `*` is all, `a,b` a list, and a `*` in it makes a pattern. */
export async function namespacesOf(
  expression: string,
  existing: () => readonly string[],
): Promise<readonly string[]> {
  if (expression === '*') return existing();
  if (expression.includes('*')) {
    const { compilePattern } = await import('./linear-pattern.ts');
    return existing().filter(compilePattern(expression, 'anywhere'));
  }
  const names = expression.split(',').map((name) => name.trim());
  return [...new Set(names)].filter((name) => name !== '').sort();
}

function secondsOf({ hour, minute, second }: TimeOfDay): number {
  return (hour * 60 + minute) * 60 + second;
}

function printTime({ hour, minute, second }: TimeOfDay): string {
  return [hour, minute, second].map((part) => String(part).padStart(2, '0')).join(':');
}
