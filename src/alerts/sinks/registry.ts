import type { WebhookFormat } from '../../core/watch/plan.ts';
import { alertmanager } from './alertmanager.ts';
import { json } from './json.ts';
import type { AlertSink } from './sink.ts';

/** Every kind of receiver, by the name that --webhook-format gives it. */
export const sinks: Readonly<Record<WebhookFormat, AlertSink>> = { alertmanager, json };
