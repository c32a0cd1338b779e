import { logFormats, webhookFormatNames, webhookFormats } from '../watch/plan.ts';
import { ofRun } from './option.ts';

/** How `pod-start-slo watch` goes on. */
export const watching = {
  watchInterval: ofRun('watch.interval', {
    type: ['duration', '1s', '24h'],
    default: '5m',
    help: 'time from one intended start of a scenario to its next',
    cli: { flag: 'interval', value: 'TIME' },
  }),
  watchJitter: ofRun('watch.jitter', {
    type: ['percentage', 0, 100],
    default: '10%',
    help: 'share of the interval by which each intended start is moved at random (seeded)',
    more: 'It keeps the starts from always meeting the same cron jobs.',
    cli: { flag: 'jitter', value: 'PERCENT' },
  }),
  watchWindow: ofRun('watch.window', {
    type: ['duration', '1s', '720h'],
    default: '24h',
    help: 'how far back the starts reach that are judged',
    more: 'It counts by the intended time of each start, and holds at most the last 10,000.',
    cli: { flag: 'window', value: 'TIME' },
  }),
  watchSlo: ofRun('watch.slo', {
    type: ['limit', '3h'],
    help: 'internal limit: a duration limits the p95 of the total; or an objective such as `p99 <= 30s`',
    more: 'Its alerts have the severity `warning`.',
    otherwise: 'the `objectives` of each scenario',
    examples: ['30s', 'p99 <= 30s', 'ready p95 <= 20s'],
    cli: { flag: 'slo', value: 'LIMIT' },
  }),
  watchSla: ofRun('watch.sla', {
    type: ['limit', '3h'],
    help: 'limit that was promised to others, written as `slo`',
    more: 'Its alerts have the severity `critical`.',
    examples: ['60s'],
    cli: { flag: 'sla', value: 'LIMIT' },
  }),
  watchState: ofRun('watch.state', {
    type: ['filePath'],
    help: 'file in which the window and the alerts survive a restart',
    more: 'Relative to the configuration file.',
    otherwise: 'they are kept in memory',
    cli: { flag: 'state', value: 'FILE' },
  }),
} as const;

/** Where a continuous run reports. */
export const alerting = {
  watchListen: ofRun('watch.listen', {
    type: ['listenAddress'],
    default: '127.0.0.1:9090',
    help: 'address of `/metrics`; `:9090` is port 9090 of all addresses, port 0 a free one',
    cli: { flag: 'listen', value: 'ADDRESS' },
  }),
  watchHealthListen: ofRun('watch.healthListen', {
    type: ['listenAddress'],
    help: 'address of `/healthz` and `/readyz`, which connections to `/metrics` cannot use up',
    otherwise: 'the port after that of `listen`, for instance 127.0.0.1:9091',
    cli: { flag: 'health-listen', value: 'ADDRESS' },
  }),
  watchWebhooks: ofRun('watch.webhook', {
    type: ['urls'],
    help: 'URL, or list of URLs, to notify of every alert and every recovery',
    more: '`user:password@` in it becomes an Authorization header.',
    examples: ['http://alertmanager:9093'],
    cli: {
      flag: 'webhook',
      value: 'URL',
      repeatable: true,
      help: 'URL to notify of every alert and every recovery',
    },
  }),
  watchWebhookFormat: ofRun('watch.webhookFormat', {
    type: ['oneOf', webhookFormatNames],
    default: 'alertmanager',
    help: webhookFormatNames.map((name) => `\`${name}\`: ${webhookFormats[name]}`).join('; '),
    more: 'For `alertmanager` the URL is its base or ends in `/api/v2/alerts`. `json` sends one document for each alert and recovery, as schema/alert.schema.json says.',
    cli: { flag: 'webhook-format', value: 'FORM' },
  }),
  watchLogFormat: ofRun('watch.logFormat', {
    type: ['oneOf', logFormats],
    default: 'text',
    help: '`text`, or `json`: one document per line; on standard error',
    cli: { flag: 'log-format', value: 'FORM' },
  }),
} as const;
