import { judgedBy, problem, type Judgement } from '../judgement.ts';
import type { Finding } from '../finding.ts';

export const podSecurityModes = ['enforce', 'warn', 'audit'] as const;

/** https://kubernetes.io/docs/concepts/security/pod-security-admission/ */
export type PodSecurity = Partial<Record<(typeof podSecurityModes)[number], string>>;

export interface NamespaceFacts {
  name: string;
  /** `made`: the run creates it later. */
  state: 'there' | 'terminating' | 'missing' | 'made';
  /** Of one that the run creates, the labels that the API server would give it. */
  podSecurity: PodSecurity;
}

export function checkNamespace({ name, state, podSecurity }: NamespaceFacts): Judgement {
  const levels = podSecurityModes.flatMap((mode) => {
    const level = podSecurity[mode];
    return level === undefined ? [] : [`${mode} ${level}`];
  });
  const security = levels.length === 0 ? 'no Pod Security level set' : `Pod Security: ${levels.join(', ')}`;
  const what = state === 'made' ? 'each run creates one' : name;
  return judgedBy(`${what}; ${security}`, findingsOf(name, state));
}

function findingsOf(name: string, state: NamespaceFacts['state']): Finding[] {
  if (state === 'missing')
    return [
      problem(
        `namespace ${name} does not exist`,
        `Run kubectl create namespace ${name}, or drop --namespace: the run then creates one.`,
      ),
    ];
  if (state === 'terminating')
    return [problem(`namespace ${name} is being deleted`, 'Wait until it is deleted, or name another one.')];
  return [];
}
