import { runIdLabel } from '../../core/labels.ts';

export { runIdLabel };

/** On everything one iteration creates. */
export const iterationLabel = 'pod-start-slo/iteration';
export const managedByLabel = 'app.kubernetes.io/managed-by';
export const managedByValue = 'pod-start-slo';

/** Which iteration of which run an object belongs to. */
export interface Ownership {
  runId: string;
  /** Null for what the whole run shares: namespace, lease, setup manifests. */
  iteration: string | null;
}

export function ownershipLabels({ runId, iteration }: Ownership): Record<string, string> {
  return { [runIdLabel]: runId, ...(iteration === null ? {} : { [iterationLabel]: iteration }) };
}

export function selectorOf(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}
