import { judgedBy, problem, type Judgement } from '../judgement.ts';
import type { Finding } from '../finding.ts';

export const podSecurityModes = ['enforce', 'warn', 'audit'] as const;

/** https://kubernetes.io/docs/concepts/security/pod-security-admission/ */
export type PodSecurity = Partial<Record<(typeof podSecurityModes)[number], string>>;

export interface NamespaceFacts {
  name: string;
  /** `made`: by the run, later. */
  state: 'there' | 'terminating' | 'missing' | 'made';
  /** Of one that is made, what the API server would give it. */
  podSecurity: PodSecurity;
}

export function checkNamespace({ name, state, podSecurity }: NamespaceFacts): Judgement {
  const levels = podSecurityModes.flatMap((mode) => {
    const level = podSecurity[mode];
    return level === undefined ? [] : [`${mode} ${level}`];
  });
  const security =
    levels.length === 0 ? 'no Pod Security level of its own' : `Pod Security: ${levels.join(', ')}`;
  const what = state === 'made' ? 'one is made for each run' : name;
  return judgedBy(`${what}; ${security}`, findingsOf(name, state));
}

function findingsOf(name: string, state: NamespaceFacts['state']): Finding[] {
  if (state === 'missing')
    return [
      problem(
        `there is no namespace ${name}`,
        `kubectl create namespace ${name}, or leave out --namespace: then one is made for the run`,
      ),
    ];
  if (state === 'terminating')
    return [problem(`namespace ${name} is being deleted`, 'Wait until it is gone, or name another one.')];
  return [];
}
