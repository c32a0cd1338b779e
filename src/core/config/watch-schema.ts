import * as z from 'zod';
import { parseLimit } from '../watch/limits.ts';
import { logFormats, parseListenAddress, webhookFormats } from '../watch/plan.ts';
import { checkedText, duration, oneOf, parsedLimit, pathOfFile, percentage } from './leaves.ts';

const limit = () =>
  parsedLimit('must be a duration such as 30s, or an objective such as "p99 <= 30s"', '3h', parseLimit);

const address = () =>
  checkedText('must be an address such as 127.0.0.1:9090 or :9090', (text) =>
    parseListenAddress(text) === null
      ? 'must be an address with a port, such as 127.0.0.1:9090, or :9090 for all addresses'
      : null,
  );

const urlProblem =
  'must be an http or https URL, for instance http://alertmanager:9093 (what was given is not shown: it may hold secrets)';
const url = () => checkedText(urlProblem, (text) => (isHttpUrl(text) ? null : urlProblem));
const severalUrls = `${urlProblem}, or a list of them`;

function isHttpUrl(text: string): boolean {
  return /^https?:\/\/[^\s/]/.test(text) && URL.canParse(text);
}

/** What `pod-start-slo watch` does besides measuring. */
export const watchSchema = z
  .strictObject(
    {
      interval: duration('1s', '24h')
        .describe('Time from one intended start of a scenario to its next.')
        .meta({ default: '5m' })
        .optional(),
      jitter: percentage(0, 100)
        .describe(
          'Share of the interval by which each intended start is moved at random, so that it does not always meet the same cron jobs. Seeded by `seed`.',
        )
        .meta({ default: '10%' })
        .optional(),
      window: duration('1s', '720h')
        .describe(
          'How far back the starts reach that are judged, by the intended time of each. It holds at most the last 10,000.',
        )
        .meta({ default: '24h' })
        .optional(),
      slo: limit()
        .describe(
          'Internal limit: a duration is one for the p95 of the total, an objective is taken as it is. Without it the `objectives` of each scenario are judged. Its alerts have the severity `warning`.',
        )
        .meta({ examples: ['30s', 'p99 <= 30s', 'ready p95 <= 20s'] })
        .optional(),
      sla: limit()
        .describe(
          'Limit that was promised to others, written as `slo`. Its alerts have the severity `critical`.',
        )
        .meta({ examples: ['60s'] })
        .optional(),
      listen: address()
        .describe('Address of `/metrics`; port 0 is a free one.')
        .meta({ default: '127.0.0.1:9090' })
        .optional(),
      healthListen: address()
        .describe(
          'Address of `/healthz` and `/readyz`, which connections to `/metrics` cannot use up. Default: the port after that of `listen`, for instance `127.0.0.1:9091`.',
        )
        .optional(),
      webhook: z
        .union([url(), z.array(url(), { error: severalUrls })], { error: severalUrls })
        .describe(
          'URL, or list of URLs, told of every alert and every recovery. `user:password@` in it becomes an Authorization header.',
        )
        .meta({ examples: ['http://alertmanager:9093'] })
        .optional(),
      webhookFormat: oneOf(webhookFormats)
        .describe(
          '`alertmanager`: the v2 API of Prometheus Alertmanager, where the URL is its base or ends in `/api/v2/alerts`. `json`: one document for each alert and recovery, as schema/alert.schema.json says.',
        )
        .meta({ default: 'alertmanager' })
        .optional(),
      logFormat: oneOf(logFormats)
        .describe('`text` for people, or `json`: one JSON object a line, to the last one.')
        .meta({ default: 'text' })
        .optional(),
      state: pathOfFile()
        .describe(
          'File in which window and alerts survive a restart. Default: they are kept in memory. Relative to the configuration file.',
        )
        .optional(),
    },
    { error: 'must be a mapping, for instance { interval: 5m, slo: 30s }' },
  )
  .meta({ id: 'watch' });

export type WatchInput = z.infer<typeof watchSchema>;
