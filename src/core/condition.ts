/** What a scenario can be started under, beside as it is. */
export const conditions = ['cold-image', 'busy-node'] as const;

export type ConditionKind = (typeof conditions)[number] | 'as-is';

/** `web (busy node)`: under a condition a scenario is one of its own, next to the plain one. */
export function conditionedName(name: string, kind: ConditionKind): string {
  return kind === 'as-is' ? name : `${name} (${conditionText(kind)})`;
}

/** For people: `busy node`. */
export function conditionText(kind: ConditionKind): string {
  return kind.replaceAll('-', ' ');
}
