import * as z from 'zod';
import type { Alert } from '../../core/watch/alert.ts';
import type { AlertSink } from './sink.ts';

const time = z.iso.datetime();

/** What a webhook of the format json is sent; schema/alert.schema.json is generated from here. */
export const alertSchema = z.object({
  version: z.literal(1),
  status: z.enum(['firing', 'resolved']),
  id: z.string().describe('the same for an alert, its recovery and every repetition'),
  scenario: z.string(),
  limit: z.string().describe('slo, sla, or slo: and what it is about for further objectives of a scenario'),
  severity: z.enum(['warning', 'critical']),
  objective: z.string().describe('for instance p95 <= 30s'),
  limitSeconds: z.number(),
  observedSeconds: z
    .number()
    .nullable()
    .describe(
      'the quantile over the window; null where it falls on a start that never answered, or is unknown',
    ),
  neverAnswered: z.boolean().describe('the quantile falls on a start that never answered'),
  windowSeconds: z.number(),
  iterations: z.number().int().describe('judged starts in the window'),
  overLimit: z.number().int().describe('those of them over the limit'),
  probability: z
    .number()
    .nullable()
    .describe('the chance of so many over the limit if it held; null for a maximum'),
  startsAt: time,
  endsAt: time.nullable().describe('null while it is firing'),
  summary: z.string(),
  description: z.string(),
});

export type AlertDocument = z.infer<typeof alertSchema>;

/** One document for each alert and each recovery, posted to the URL as it is. */
export const json: AlertSink = { urlOf: (given) => given, bodyOf, resendMs: null };

function bodyOf(alert: Alert): AlertDocument {
  const { status, id, scenario, limit, severity, objective, observedMs, endsAtUnixMs } = alert;
  const isKnown = observedMs !== null && Number.isFinite(observedMs);
  return {
    version: 1,
    ...{ status, id, scenario, limit, severity, objective },
    limitSeconds: alert.limitMs / 1000,
    observedSeconds: isKnown ? observedMs / 1000 : null,
    neverAnswered: observedMs === Infinity,
    windowSeconds: alert.windowMs / 1000,
    iterations: alert.iterations,
    overLimit: alert.over,
    probability: alert.pViolated,
    startsAt: new Date(alert.startsAtUnixMs).toISOString(),
    endsAt: endsAtUnixMs === null ? null : new Date(endsAtUnixMs).toISOString(),
    summary: alert.summary,
    description: alert.description,
  };
}
