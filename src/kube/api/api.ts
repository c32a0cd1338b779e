import type { Dispatcher } from 'undici';
import type { ClockSkew } from './clock-skew.ts';

export { ApiError, hasStatus, isNamespaceGone } from './api-error.ts';
export { clusterError } from './cluster-error.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
/** Undefined values are left out. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;
export type ResponseHeaders = Readonly<Record<string, string>>;

export interface ApiRequest {
  method: Method;
  /** Absolute path below the server, e.g. `/api/v1/namespaces/x/pods`; see paths.ts. */
  path: string;
  query?: Query;
  /** Sent as JSON. */
  body?: unknown;
  /** Default `application/json`. */
  contentType?: string;
  signal?: AbortSignal;
  /** For one attempt, until the whole body is there. */
  timeoutMs?: number;
  /** Whether 429 is waited out and tried again; false where 429 is an answer (an eviction a budget forbids). */
  retry429?: boolean;
}

export interface StreamRequest {
  path: string;
  method?: Method;
  query?: Query;
  signal?: AbortSignal;
  /** Until the response's head; the body has no time limit. */
  timeoutMs?: number;
  /** Resolve for non-2xx too, untouched and never retried (for the API's proxy to a pod). */
  anyStatus?: boolean;
}

export interface RawRequest extends StreamRequest {
  body?: string;
  contentType?: string;
}

export interface ApiResponse<T> {
  status: number;
  body: T;
  headers: ResponseHeaders;
}

export interface ApiStream {
  status: number;
  headers: ResponseHeaders;
  /** Throws ApiError (status 0) when the connection breaks. Leaving the loop early closes the connection. */
  body: AsyncIterable<Uint8Array>;
  /** Closes the connection, for those who do not read the body. */
  close(): void;
}

export interface ApiStats {
  /** Requests sent, retries included, by HTTP verb; watches count as WATCH. */
  requests: Readonly<Record<string, number>>;
  /** Answers 429, and 503 with Retry-After. */
  throttled: number;
  /** The API server's wall clock minus the runner's; null until an answer carried a Date. */
  clockSkew: ClockSkew | null;
}

/** Talks to one API server. */
export interface ApiClient {
  /** Server's URL without a trailing slash, as the kubeconfig has it. */
  readonly server: string;
  /** Context in use; null inside a cluster. */
  readonly context: string | null;
  /** Namespace of the context, `default` where it names none. */
  readonly namespace: string;
  readonly stats: ApiStats;
  /** @throws ApiError for non-2xx and network failures; the signal's reason when aborted. */
  request<T>(request: ApiRequest): Promise<ApiResponse<T>>;
  /** The body as text, whatever its type. @throws ApiError */
  raw(request: RawRequest): Promise<ApiResponse<string>>;
  /** Resolves with the response's head. Not retried. @throws ApiError */
  stream(request: StreamRequest): Promise<ApiStream>;
  /**
   * Opens connections (GET /version), so that no handshake falls into a timed request. They are kept for 30 s. Every open watch holds
   * one, and one is not usable in the moment after an answer: open one more than are needed at a time. @throws ApiError
   */
  warm(options?: { connections?: number; signal?: AbortSignal }): Promise<void>;
  /** What another protocol over the same connection settings needs, e.g. undici's WebSocket for a port-forward. */
  connection(): Promise<{ dispatcher: Dispatcher; headers: ResponseHeaders }>;
  /** Closes all connections. Never rejects. */
  close(): Promise<void>;
}
