import type { DryRun } from '../../core/doctor/checks/admission.ts';
import { messageOf } from '../../core/errors.ts';
import type { KubernetesObject } from '../../core/plan.ts';
import { hasStatus, type ApiClient } from '../api/api.ts';
import { collectionPath } from '../api/discovery.ts';
import type { Placed } from '../api/objects.ts';
import { isDenied } from '../session/check-objects.ts';
import { changesOf } from './changes.ts';

export type DryRunOf = Pick<DryRun, 'scenario' | 'kind' | 'name' | 'isFromTemplate'>;

/** Has the API server check an object, admission included, and store nothing. @throws the signal's reason alone */
export async function dryRun(
  api: ApiClient,
  { object, resource }: Placed,
  of: DryRunOf,
  signal: AbortSignal,
): Promise<DryRun> {
  const path = collectionPath(resource, object.metadata.namespace ?? '');
  const query = { dryRun: 'All', fieldValidation: 'Strict' };
  try {
    const answer = await api.request<KubernetesObject>({ method: 'POST', path, query, body: object, signal });
    const warnings = warningsOf(answer.headers['warning'] ?? '');
    return { ...of, outcome: 'admitted', message: '', warnings, changes: changesOf(object, answer.body) };
  } catch (error) {
    signal.throwIfAborted();
    return { ...of, outcome: outcomeOf(error), message: messageOf(error), warnings: [], changes: [] };
  }
}

function outcomeOf(error: unknown): DryRun['outcome'] {
  if (isDenied(error)) return 'denied';
  if (hasStatus(error, 409)) return 'taken';
  const isUnclear = /does not support dry run|failed calling webhook/.test(messageOf(error));
  return !isUnclear && hasStatus(error, 400, 403, 404, 422) ? 'refused' : 'unclear';
}

/** `299 - "text"`, several behind each other (https://www.rfc-editor.org/rfc/rfc7234#section-5.5). */
function warningsOf(header: string): string[] {
  return [...header.matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) =>
    text.replaceAll(/\\(.)/g, '$1'),
  );
}
