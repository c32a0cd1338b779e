import type { Duplex } from 'node:stream';

/** What the probe needs of an API server. */
export interface ApiTransport {
  /**
   * GET below the server's URL. Resolves at the response's head, whatever its status, following no redirect. Rejects on
   * network failures, at the timeout and when aborted.
   */
  rawGet(path: string, options: RawGetOptions): Promise<RawResponse>;
  /**
   * A connection to a pod's port through the API server. Rejects with the API server's refusal, the signal's reason
   * when aborted. Left out where it is not to be had.
   */
  connectPort?(pod: PodPort, signal: AbortSignal): Promise<Duplex>;
}

export interface RawGetOptions {
  signal: AbortSignal;
  timeoutMs: number;
}

export interface RawResponse {
  status: number;
  /** By lower-case name. */
  headers: Readonly<Record<string, string>>;
  /** The first few KiB of the body. Called once at most; a body that nobody asks for is dropped. */
  text(): Promise<string>;
}

/** A port of a pod, as its container listens on it. */
export interface PodPort {
  namespace: string;
  name: string;
  port: number;
}
