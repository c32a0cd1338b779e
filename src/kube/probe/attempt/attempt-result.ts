import type { ExchangeOptions } from './exchange.ts';

export interface AttemptOptions extends ExchangeOptions {
  expectedStatus: number;
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
  /** Why it did not match, in short: `ECONNREFUSED`, `connect timeout after 50 ms`, `HTTP 503`. */
  error: string | null;
  /** On a way through the API server: its reason where it answered itself, and not the pod behind it. */
  refusal?: string | null;
}
