/** What an API server said itself (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/). */
export interface ApiStatus {
  /** `Forbidden`, `NotFound`, `ServiceUnavailable`…; empty where it gave none. */
  reason: string;
  message: string;
}

/** Reads a body as an API server's Status object; null when it is something else. */
export function statusOf(text: string): ApiStatus | null {
  try {
    const body = JSON.parse(text) as { kind?: unknown; reason?: unknown; message?: unknown } | null;
    return body?.kind === 'Status' ? { reason: asText(body.reason), message: asText(body.message) } : null;
  } catch {
    return null;
  }
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
