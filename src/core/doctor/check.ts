import type { Check, CheckName, DoctorReport, Finding } from './report.ts';

/** What was seen, or why nobody could look. */
export type Looked<T> = { facts: T } | { notChecked: string };

/** Something went wrong with the cluster, in the words of its error. */
export interface Trouble {
  message: string;
  hint: string | null;
}

export function problem(message: string, fix: string | null = null): Finding {
  return { level: 'problem', message, fix };
}

export function warning(message: string, fix: string | null = null): Finding {
  return { level: 'warning', message, fix };
}

export function info(message: string, fix: string | null = null): Finding {
  return { level: 'info', message, fix };
}

export function troubleFinding({ message, hint }: Trouble): Finding {
  return problem(message, hint);
}

/** A check judged by its findings. */
export function checkOf(name: CheckName, summary: string, findings: readonly Finding[]): Check {
  return { name, status: worstOf(findings.map(({ level }) => level)), summary, findings: [...findings] };
}

export function notChecked(name: CheckName, because: string): Check {
  return { name, status: 'not-checked', summary: because, findings: [] };
}

/** Judges what was seen; where nobody could look, the check says why. */
export function judged<T>(name: CheckName, looked: Looked<T>, judge: (facts: T) => Check): Check {
  return 'facts' in looked ? judge(looked.facts) : notChecked(name, looked.notChecked);
}

/** Of a whole report. What was not checked says nothing against the cluster. */
export function worstOf(levels: readonly (Finding['level'] | Check['status'])[]): DoctorReport['status'] {
  if (levels.includes('problem')) return 'problem';
  return levels.includes('warning') ? 'warning' : 'ok';
}
