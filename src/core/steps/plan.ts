import type { Policy, PolicyScenario } from './policy.ts';

export const policyTimings = ['measured', 'literal'] as const;
export type PolicyTiming = (typeof policyTimings)[number];

/** What a run does with a policy: which scenarios are measured, and which are run step by step. */
export interface PolicyPlan {
  policy: Policy;
  timing: PolicyTiming;
  parts: readonly PolicyPart[];
  /** How often those that are run step by step are run. */
  runs: number;
  allowKubeNamespaces: boolean;
}

export type PolicyPart = MeasuredPart | LiteralPart;

export interface MeasuredPart {
  how: 'measured';
  scenario: PolicyScenario;
  /** The name of the plan's scenario that stands for it. */
  measuredAs: string;
  notes: readonly string[];
}

export interface LiteralPart {
  how: 'literal';
  scenario: PolicyScenario;
  /** Why it is not measured; null where that was not asked for. */
  reason: string | null;
}

export function literalParts({ parts }: PolicyPlan): LiteralPart[] {
  return parts.filter((part) => part.how === 'literal');
}

/** How a run goes about each scenario, in a sentence. */
export function partSentence(part: PolicyPart): string {
  if (part.how === 'measured') return [`measured: how long until it is available`, ...part.notes].join('; ');
  const why = part.reason === null ? '' : `, since ${part.reason}`;
  return `run step by step as PowerfulSeal does${why}`;
}
