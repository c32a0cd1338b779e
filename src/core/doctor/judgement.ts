import type { CheckStatus, Finding } from './finding.ts';

/** What a check saw, or why it could not look. */
export type Looked<T> = { facts: T } | { notChecked: string };

/** What a check came to. */
export interface Judgement {
  status: CheckStatus;
  summary: string;
  findings: Finding[];
}

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

/** A check, judged by its findings. */
export function judgedBy(summary: string, findings: readonly Finding[]): Judgement {
  return { status: worstOf(findings.map(({ level }) => level)), summary, findings: [...findings] };
}

export function notChecked(because: string): Judgement {
  return { status: 'not-checked', summary: because, findings: [] };
}

/** The worst of several findings or checks. What was not checked says nothing against the cluster. */
export function worstOf(levels: readonly (Finding['level'] | CheckStatus)[]): 'ok' | 'warning' | 'problem' {
  if (levels.includes('problem')) return 'problem';
  return levels.includes('warning') ? 'warning' : 'ok';
}
