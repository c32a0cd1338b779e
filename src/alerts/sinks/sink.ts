import type { Alert } from '../../core/watch/alert.ts';

/** A kind of receiver of alerts: where alerts are posted, and what is posted. */
export interface AlertSink {
  /** The URL that documents are posted to, of the one that was configured. */
  readonly urlOf: (given: string) => string;
  /** The document for an alert or a recovery, as JSON. */
  readonly bodyOf: (alert: Alert, nowUnixMs: number) => unknown;
  /** How often a firing alert is sent again, for a receiver that forgets it otherwise; null: it is sent once. */
  readonly resendMs: number | null;
}
