import type { Alert } from '../core/watch/alert.ts';

/** Alertmanager forgets what is not sent again; Prometheus does so every minute as well. */
export const resendMs = 60_000;
/** An alert expires when so many repetitions did not come. */
const expiresAfterMs = 4 * resendMs;

const path = '/api/v2/alerts';

/** Where alerts are posted: the URL is that, or the base of the Alertmanager. */
export function alertmanagerUrl(given: string): string {
  const url = new URL(given);
  const base = url.pathname.replace(/\/+$/, '');
  url.pathname = base.endsWith(path) ? base : `${base}${path}`;
  return url.href;
}

/** The body of POST /api/v2/alerts (https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml). */
export function alertmanagerBody(alert: Alert, nowUnixMs: number): unknown {
  const { scenario, limit, severity, summary, description, startsAtUnixMs, endsAtUnixMs } = alert;
  return [
    {
      labels: { alertname: 'PodStartSloViolated', scenario, limit, severity },
      annotations: { summary, description },
      startsAt: new Date(startsAtUnixMs).toISOString(),
      endsAt: new Date(endsAtUnixMs ?? nowUnixMs + expiresAfterMs).toISOString(),
    },
  ];
}
