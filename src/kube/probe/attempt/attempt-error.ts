import { ApiError } from '../../api/api-error.ts';

/** The API server itself said no on the way to a pod; `reason` is its own word for it: `NotFound`, `Unauthorized`. */
export class WayRefusal extends Error {
  readonly reason: string;

  constructor(message: string, reason: string, cause: unknown) {
    super(message, { cause });
    this.name = 'WayRefusal';
    this.reason = reason;
  }
}

/** Why an attempt failed, in a few words for people. */
export function attemptError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof ApiError) return `API server: ${error.reason === '' ? error.message : error.reason}`;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  if (code === null) return error.message;
  if (code.startsWith('HPE_')) return `not HTTP (${code})`;
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_')) return `TLS: ${code}`;
  return code;
}
