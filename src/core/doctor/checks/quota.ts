import { info, judgedBy, problem, type Judgement } from '../judgement.ts';
import { parseQuantity } from '../quantity.ts';
import type { Finding } from '../finding.ts';

export interface Quota {
  name: string;
  hard: Readonly<Record<string, string>>;
  used: Readonly<Record<string, string>>;
  /** Whether it counts only some pods, which only the API server can decide. */
  isScoped: boolean;
}

/** What one start takes at the same time; see demand.ts. */
export interface Demand {
  scenario: string;
  amounts: Readonly<Record<string, number>>;
}

export interface QuotaFacts {
  quotas: readonly Quota[];
  demands: readonly Demand[];
}

/** Whether a start of each scenario fits into the free part of the quotas. Scenarios run one at a time. */
export function checkQuota({ quotas, demands }: QuotaFacts): Judgement {
  const summary =
    quotas.length === 0
      ? 'the namespace has no ResourceQuota'
      : `ResourceQuota ${quotas.map(({ name }) => name).join(', ')}`;
  return judgedBy(summary, [
    ...quotas.filter(({ isScoped }) => !isScoped).flatMap((quota) => shortages(quota, demands)),
    ...quotas.filter(({ isScoped }) => isScoped).map(scoped),
  ]);
}

function shortages({ name, hard, used }: Quota, demands: readonly Demand[]): Finding[] {
  return Object.entries(hard).flatMap(([resource, limit]) => {
    const most = parseQuantity(limit);
    if (most === null) return [];
    const taken = parseQuantity(used[resource] ?? '0') ?? 0;
    return demands
      .filter(({ amounts }) => (amounts[resource] ?? 0) > 0 && taken + (amounts[resource] ?? 0) > most)
      .map(({ scenario, amounts }) => {
        const takes = `scenario ${scenario} needs ${amountText(amounts[resource] ?? 0)} at the same time`;
        return problem(
          `quota ${name} allows ${limit} ${resource}, ${used[resource] ?? '0'} are in use, and ${takes}`,
          `Raise the quota, or free resources: kubectl describe quota ${name}.`,
        );
      });
  });
}

function scoped({ name }: Quota): Finding {
  return info(`quota ${name} counts only some pods; the dry run below shows whether it counts these`);
}

/** `2`, `0.25`: at most three decimals. */
function amountText(amount: number): string {
  return String(Math.round(amount * 1000) / 1000);
}
