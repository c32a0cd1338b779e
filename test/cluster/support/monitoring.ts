import { createServer, type Server } from 'node:http';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { prometheusRule } from '../../deploy/manifests.ts';
import { prometheusFolder } from '../../deploy/promtool.ts';
import { start, type Started } from './command.ts';
import { freePort, listening } from './ports.ts';
import { scoped, waitFor } from './waiting.ts';

/** What a receiver of an Alertmanager is sent (https://prometheus.io/docs/alerting/latest/configuration/#webhook_config). */
export interface Notification {
  status: 'firing' | 'resolved';
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

export interface Alertmanager extends AsyncDisposable {
  /** As this machine calls it. */
  url: string;
  port: number;
  /** All that it has sent on, in order. */
  notifications: readonly Notification[];
}

/** Starts an Alertmanager that sends on everything at once, and who receives that. */
export async function startAlertmanager(folder: string): Promise<Alertmanager> {
  const notifications: Notification[] = [];
  const receiver = receiverInto(notifications);
  const receiverPort = await listening(receiver);
  const port = await freePort();
  const config = {
    route: { receiver: 'test', group_by: ['...'], group_wait: '0s', group_interval: '1s' },
    receivers: [
      { name: 'test', webhook_configs: [{ url: `http://127.0.0.1:${receiverPort}/`, send_resolved: true }] },
    ],
  };
  const file = join(folder, 'alertmanager.yml');
  writeFileSync(file, stringify(config));
  // On all addresses: the pod reaches it by that of Docker's network. Alone: no cluster of them.
  const args = [`--config.file=${file}`, `--storage.path=${join(folder, 'alertmanager')}`];
  const listen = [`--web.listen-address=:${port}`, '--cluster.listen-address='];
  const program = scoped(startMonitor('alertmanager', [...args, ...listen]));
  const url = `http://127.0.0.1:${port}`;
  await answers(`${url}/-/ready`, program);
  return {
    url,
    port,
    notifications,
    [Symbol.asyncDispose]: async () => {
      await program[Symbol.asyncDispose]();
      receiver.closeAllConnections();
      await new Promise((resolve) => receiver.close(resolve));
    },
  };
}

function receiverInto(notifications: Notification[]): Server {
  return createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      notifications.push(...(JSON.parse(body) as { alerts: Notification[] }).alerts);
      response.end();
    });
  });
}

export interface Prometheus extends AsyncDisposable {
  /** The values of an instant query, with their labels. */
  query: (promql: string) => Promise<{ metric: Record<string, string>; value: number }[]>;
}

/** Starts a Prometheus with the rules of deploy/ that scrapes one address every second. */
export async function startPrometheus(
  folder: string,
  { target, alertmanager }: { target: string; alertmanager: Alertmanager },
): Promise<Prometheus> {
  const config = {
    global: { scrape_interval: '1s', evaluation_interval: '1s' },
    rule_files: ['rules.yml'],
    alerting: { alertmanagers: [{ static_configs: [{ targets: [new URL(alertmanager.url).host] }] }] },
    scrape_configs: [
      {
        job_name: 'pod-start-slo',
        static_configs: [{ targets: [target], labels: { namespace: 'pod-start-slo' } }],
      },
    ],
  };
  const data = join(folder, 'prometheus');
  mkdirSync(data);
  writeFileSync(join(folder, 'rules.yml'), stringify(prometheusRule().spec));
  writeFileSync(join(folder, 'prometheus.yml'), stringify(config));
  const port = await freePort();
  const args = [`--config.file=${join(folder, 'prometheus.yml')}`, `--storage.tsdb.path=${data}`];
  const program = scoped(
    startMonitor('prometheus', [
      ...args,
      `--web.listen-address=127.0.0.1:${port}`,
      '--rules.alert.resend-delay=1s',
    ]),
  );
  const url = `http://127.0.0.1:${port}`;
  await answers(`${url}/-/ready`, program);
  return {
    query: (promql) => query(url, promql),
    [Symbol.asyncDispose]: () => program[Symbol.asyncDispose](),
  };
}

async function query(url: string, promql: string): ReturnType<Prometheus['query']> {
  const answer = await fetch(`${url}/api/v1/query?query=${encodeURIComponent(promql)}`);
  if (!answer.ok) throw new Error(`${promql}: ${await answer.text()}`);
  const { data } = (await answer.json()) as {
    data: { result: { metric: Record<string, string>; value: [number, string] }[] };
  };
  return data.result.map(({ metric, value }) => ({ metric, value: Number(value[1]) }));
}

function startMonitor(program: string, args: readonly string[]): Started {
  return start(join(prometheusFolder(), program), args, { timeoutMs: 600_000 });
}

async function answers(url: string, program: Started): Promise<void> {
  await waitFor(`${url} to answer`, async () => {
    if (program.child.exitCode !== null) throw new Error(program.output().stderr);
    return (await fetch(url).catch(() => null))?.ok === true ? true : null;
  });
}
