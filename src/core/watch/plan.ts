import type { Objective } from '../objective.ts';

/** What a continuous run does besides its plan, complete and checked. */
export interface WatchPlan {
  /** From one intended start of a scenario to its next. */
  intervalMs: number;
  /** Share of the interval by which each intended start is moved at random, 0 to 1. */
  jitter: number;
  /** How far back the starts reach that are judged. */
  windowMs: number;
  slo: Objective | null;
  sla: Objective | null;
  /** Where metrics are served. */
  listen: ListenAddress;
  /** Where health and readiness are served. */
  healthListen: ListenAddress;
  /** Told of alert and recovery; they may hold secrets and are never printed whole. */
  webhooks: readonly string[];
  webhookFormat: WebhookFormat;
  /** File that survives a restart; null keeps everything in memory. */
  state: string | null;
  /** How the log is written: for people, or a JSON object a line. */
  logFormat: LogFormat;
}

export const logFormats = ['text', 'json'] as const;
export type LogFormat = (typeof logFormats)[number];

export interface ListenAddress {
  host: string;
  /** 0: a free one. */
  port: number;
}

/** What --webhook-format takes, with its help; src/alerts/sinks/ has the code of each. */
export const webhookFormats = {
  alertmanager: 'the v2 API of Prometheus Alertmanager',
  json: 'a document with a schema',
} as const;
export type WebhookFormat = keyof typeof webhookFormats;
export const webhookFormatNames = Object.keys(webhookFormats) as [WebhookFormat, ...WebhookFormat[]];

const form = /^(?:\[([0-9a-fA-F:.]+)\]|([^\s:[\]]*)):(\d{1,5})$/;

/** `127.0.0.1:9090`, `[::1]:9090`, or `:9090` for all addresses; null where the text is none. */
export function parseListenAddress(text: string): ListenAddress | null {
  const match = form.exec(text);
  const port = Number(match?.[3]);
  if (match === null || port > 65535) return null;
  const host = match[1] ?? match[2] ?? '';
  // Both families, as Go programs listen.
  return { host: host === '' ? '::' : host, port };
}

/** The port after another one; a free one where that is free, too. Null after the last. */
export function nextPort({ host, port }: ListenAddress): ListenAddress | null {
  if (port === 0) return { host, port };
  return port < 65535 ? { host, port: port + 1 } : null;
}

export function printListenAddress({ host, port }: ListenAddress): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
