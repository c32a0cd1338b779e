/** The `Status` object an API server answers with (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/). */
export interface StatusBody {
  kind?: string;
  status?: string;
  message?: string;
  reason?: string;
  code?: number;
  details?: StatusDetails;
}

export interface StatusDetails {
  name?: string;
  kind?: string;
  group?: string;
  retryAfterSeconds?: number;
  causes?: readonly { reason?: string; message?: string; field?: string }[];
}

export interface ApiErrorFacts {
  /** HTTP status; 0 when there was no answer (then `reason` is the network's code, e.g. ECONNREFUSED). */
  status: number;
  /** Machine-readable: the Status' reason (AlreadyExists, Forbidden, Expired…) or a network code. Empty if unknown. */
  reason: string;
  message: string;
  details?: StatusDetails | undefined;
  /** What the server asked to wait, from Retry-After or details.retryAfterSeconds; null when it did not say. */
  retryAfterMs?: number | null;
  /** Origin of the server asked. */
  server?: string;
  /** URL of the proxy in between; null for none. */
  proxy?: string | null;
}

/** A request the API server refused, or that never reached it. */
export class ApiError extends Error {
  readonly status: number;
  readonly reason: string;
  readonly details: StatusDetails | null;
  readonly retryAfterMs: number | null;
  readonly server: string;
  readonly proxy: string | null;

  constructor(facts: ApiErrorFacts, cause?: unknown) {
    super(facts.message, cause === undefined ? {} : { cause });
    this.name = 'ApiError';
    this.status = facts.status;
    this.reason = facts.reason;
    this.details = facts.details ?? null;
    this.retryAfterMs = facts.retryAfterMs ?? null;
    this.server = facts.server ?? '';
    this.proxy = facts.proxy ?? null;
  }
}

/** Whether the namespace asked for is being deleted, or is not there any more. */
export function isNamespaceGone({ status, details }: ApiError): boolean {
  const causes = details?.causes ?? [];
  if (status === 403) return causes.some(({ reason }) => reason === 'NamespaceTerminating');
  return status === 404 && details?.kind === 'namespaces';
}

/** Whether it is an API server's answer (or, with 0, a network failure) with one of these statuses. */
export function hasStatus(error: unknown, ...statuses: readonly number[]): error is ApiError {
  return error instanceof ApiError && statuses.includes(error.status);
}
