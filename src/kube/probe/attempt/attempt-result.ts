import type { Duplex } from 'node:stream';

export interface AttemptOptions {
  /** Name or IP address, IPv6 without brackets. */
  host: string;
  port: number;
  scheme: 'http' | 'https';
  path: string;
  expectedStatus: number;
  /** Until the connection stands (TCP, not TLS). */
  connectTimeoutMs: number;
  /** From then until the response's head, TLS handshake included: that is the application's slowness, not the path's. */
  responseTimeoutMs: number;
  /** Null derives it from host and port. */
  hostHeader?: string | null;
  signal?: AbortSignal;
  /** Another way to the port than TCP. Must reject with the signal's reason when it aborts. */
  connect?: (signal: AbortSignal) => Promise<Duplex>;
}

export interface AttemptResult {
  /** Monotonic ms. */
  startedMs: number;
  /** Monotonic ms; null when no connection came about. */
  connectedMs: number | null;
  /** Monotonic ms: the response's head arrived, or the attempt failed. */
  atMs: number;
  /** Whether the status was the expected one. */
  matched: boolean;
  /** Of a final response; 1xx are no answers. Null without one. */
  status: number | null;
  /** Why it did not match, in short: `ECONNREFUSED`, `connect time-out after 50 ms`, `HTTP 503`. */
  error: string | null;
  /** On a way through the API server: its reason where it answered itself, and not the pod behind it. */
  refusal?: string | null;
}
