import type { Flag, FlagGroup } from './flag.ts';

/** What `watch` has besides the flags of `run`. */
export const watching: FlagGroup = {
  title: 'How it goes on',
  flags: [
    {
      name: 'interval',
      value: 'TIME',
      text: 'time from one intended start to the next',
      standard: '5m',
      setting: 'watchInterval',
    },
    {
      name: 'jitter',
      value: 'PERCENT',
      text: 'share of the interval by which each intended start is moved at random, seeded',
      standard: '10%',
      setting: 'watchJitter',
    },
    {
      name: 'window',
      value: 'TIME',
      text: 'how far back the starts reach that are judged',
      standard: '24h',
      setting: 'watchWindow',
    },
    {
      name: 'slo',
      value: 'LIMIT',
      text: 'internal limit: a duration is one for the p95, or an objective such as "p99 <= 30s"',
      standard: 'the objectives of each scenario',
      setting: 'watchSlo',
    },
    {
      name: 'sla',
      value: 'LIMIT',
      text: 'limit that was promised to others, as --slo',
      setting: 'watchSla',
    },
    {
      name: 'state',
      value: 'FILE',
      text: 'file in which window and alerts survive a restart',
      standard: 'kept in memory',
      setting: 'watchState',
    },
  ],
};

export const telling: FlagGroup = {
  title: 'Who is told',
  flags: [
    {
      name: 'listen',
      value: 'ADDRESS',
      text: 'address of /metrics; :9090 is port 9090 of all addresses, port 0 a free one',
      standard: '127.0.0.1:9090',
      setting: 'watchListen',
    },
    {
      name: 'health-listen',
      value: 'ADDRESS',
      text: 'address of /healthz and /readyz',
      standard: 'the port after that of --listen',
      setting: 'watchHealthListen',
    },
    {
      name: 'webhook',
      value: 'URL',
      repeatable: true,
      text: 'told of every alert and every recovery',
      setting: 'watchWebhooks',
    },
    {
      name: 'webhook-format',
      value: 'FORM',
      text: 'alertmanager: the v2 API of Prometheus Alertmanager; json: a document with a schema',
      standard: 'alertmanager',
      setting: 'watchWebhookFormat',
    },
  ],
};

export const logFormat: Flag = {
  name: 'log-format',
  setting: 'watchLogFormat',
  value: 'FORM',
  text: 'text, or json: one document a line; on standard error',
  standard: 'text',
};
