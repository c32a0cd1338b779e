import type { Alert } from '../../core/watch/alert.ts';
import type { AlertSink } from './sink.ts';

/** Alertmanager forgets what is not sent again; Prometheus sends every minute as well. */
const resendMs = 60_000;
/** An alert expires if this many repetitions are missing. */
const expiresAfterMs = 4 * resendMs;

const path = '/api/v2/alerts';

/** The v2 API of Alertmanager (https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml). */
export const alertmanager: AlertSink = { urlOf, bodyOf, resendMs };

/** The configured URL is the base of the Alertmanager, or already that of its API. */
function urlOf(given: string): string {
  const url = new URL(given);
  const base = url.pathname.replace(/\/+$/, '');
  url.pathname = base.endsWith(path) ? base : `${base}${path}`;
  return url.href;
}

function bodyOf(alert: Alert, nowUnixMs: number): unknown {
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
