import { randomBytes } from 'node:crypto';
import type { IterationResult } from '../src/core/result.ts';
import { run } from '../test/cluster/support/command.ts';
import { kubectl } from '../test/cluster/support/kubectl.ts';
import { deployment, manifest, pod, service, slowStart } from '../test/cluster/support/manifests.ts';
import { makeNodeFolder } from '../test/cluster/support/node.ts';
import { toldPod, truthsOf } from '../test/cluster/support/pod-clock.ts';
import { measure } from '../test/cluster/support/result.ts';
import { median, title } from './print.ts';

const pods = 10;

/** The first two are those of the README's comparison with other tools. */
const delays = ['0s', '730ms', '3s'];

/**
 * How far what a tool reports lies from the truth, which is the pod's own wall clock when it begins to listen. All on
 * one cluster in one run; the pod has no readiness probe.
 */
export async function accuracyBench(): Promise<void> {
  for (const listenAfter of delays) await accuracyOf(listenAfter);
}

async function accuracyOf(listenAfter: string): Promise<void> {
  title(`error against the pod's own clock, ms, ${pods} pods that listen after ${listenAfter}, node port`);
  const { total, application } = await ourErrors(listenAfter);
  const wait = await errorsOf(listenAfter, waitUntilReady);
  const curl = await errorsOf(listenAfter, curlUntilAnswered);
  const own = meanAbsolute(total);
  line('pod-start-slo, total', total, own);
  line('pod-start-slo, the pod itself answered', application, own);
  line('kubectl apply + kubectl wait', wait, own);
  line('kubectl apply + curl every 20 ms', curl, own);
}

function line(name: string, errors: readonly number[], ownMs: number): void {
  const mean = errors.reduce((sum, each) => sum + each, 0) / errors.length;
  const numbers = [mean, median(errors), Math.min(...errors), Math.max(...errors)];
  const text = numbers.map((each) => each.toFixed(0).padStart(7)).join(' ');
  console.log(
    `  ${name.padEnd(36)} mean, median, min, max ${text}   ${(meanAbsolute(errors) / ownMs).toFixed(0)} × ours`,
  );
}

function meanAbsolute(errors: readonly number[]): number {
  return errors.reduce((sum, each) => sum + Math.abs(each), 0) / errors.length;
}

/** Of the total, which ends when the Service leads to the pod, and of the instant at which the pod itself answered. */
async function ourErrors(listenAfter: string): Promise<Record<'total' | 'application', number[]>> {
  await using folder = await makeNodeFolder();
  const stdin = manifest(service(), deployment(toldPod(folder, ['--listen-after', listenAfter])));
  const flags = ['-f', '-', '--via', 'node-port', '--iterations', String(pods), '--warmup', '1'];
  const { judged } = await measure(flags, { stdin, timeoutMs: 300_000 });
  const answered = judged.filter(({ outcome }) => outcome === 'answered');
  const truths = await truthsOf(folder, answered);
  const answeredMs = ({ instants }: IterationResult): number =>
    instants.find(({ name }) => name === 'pod-answered')?.sinceStartMs ?? NaN;
  return {
    total: truths.map(({ iteration, listeningMs }) => (iteration.totalMs ?? NaN) - listeningMs),
    application: truths.map(({ iteration, listeningMs }) => answeredMs(iteration) - listeningMs),
  };
}

type Waiting = (namespace: string, address: string) => Promise<void>;

/** One pod after the other, each with a Service that exists already, as a script would do it. */
async function errorsOf(listenAfter: string, waiting: Waiting): Promise<number[]> {
  const namespace = `bench-${randomBytes(4).toString('hex')}`;
  await kubectl(['create', 'namespace', namespace]);
  try {
    await kubectl(['apply', '-n', namespace, '-f', '-'], manifest(service()));
    const address = await nodePortAddress(namespace);
    const errors: number[] = [];
    for (let i = 0; i < pods; i++)
      errors.push(await errorOfOne(listenAfter, { namespace, address }, waiting));
    return errors;
  } finally {
    await kubectl(['delete', 'namespace', namespace]);
  }
}

async function errorOfOne(
  listenAfter: string,
  { namespace, address }: { namespace: string; address: string },
  waiting: Waiting,
): Promise<number> {
  const spec = { containers: [slowStart(['--listen-after', listenAfter])] };
  const startedMs = Date.now();
  await kubectl(['apply', '-n', namespace, '-f', '-'], manifest(pod(spec)));
  await waiting(namespace, address);
  const reportedMs = Date.now() - startedMs;
  const listeningMs = (await listeningUnixMs(namespace)) - startedMs;
  await kubectl(['delete', 'pod', '-n', namespace, 'web', '--grace-period=1']);
  return reportedMs - listeningMs;
}

async function waitUntilReady(namespace: string): Promise<void> {
  await kubectl(['wait', '-n', namespace, '--for=condition=Ready', 'pod/web', '--timeout=60s']);
}

async function curlUntilAnswered(_: string, address: string): Promise<void> {
  const loop = 'until curl --fail --silent --output /dev/null --max-time 1 "$0"; do sleep 0.02; done';
  await run('bash', ['-c', loop, address], { timeoutMs: 60_000 });
}

async function nodePortAddress(namespace: string): Promise<string> {
  const port = await kubectl([
    'get',
    'service',
    '-n',
    namespace,
    'web',
    '-o',
    'jsonpath={.spec.ports[0].nodePort}',
  ]);
  const ip = await kubectl(['get', 'nodes', '-o', 'jsonpath={.items[0].status.addresses[0].address}']);
  return `http://${ip}:${port}/`;
}

/** From the pod's log, once it listens. */
async function listeningUnixMs(namespace: string): Promise<number> {
  for (let i = 0; i < 100; i++) {
    const log = await kubectl(['logs', '-n', namespace, 'web']);
    const listening = /"event":"listening","unixNs":(\d+)/.exec(log)?.[1];
    if (listening !== undefined) return Number(listening) / 1e6;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('the pod never said that it listens');
}

if (import.meta.main) await accuracyBench();
