import { availableParallelism, loadavg } from 'node:os';
import { quantile } from '../../src/core/quantile.ts';
import { connect } from '../../src/kube/connection/connect.ts';
import type { ApiClient } from '../../src/kube/api/api.ts';
import { environment } from '../../test/cluster/support/environment.ts';
import {
  kubectl,
  makeNamespace,
  namespaceGoes,
  type TestNamespace,
} from '../../test/cluster/support/kubectl.ts';
import { manifest, pod, service, slowStart } from '../../test/cluster/support/manifests.ts';
import { makeFolder } from '../../test/cluster/support/result.ts';
import { title } from '../print.ts';
import { createWaitDelete } from './kubectl.ts';
import { lagAt } from './lag.ts';
import { costOf, medianOf, ours, type Cost } from './ours.ts';
import { intendedPerSecond, otherPods, otherPodsIn } from './other-pods.ts';
import { simulatedPod } from './pods.ts';
import { costRow, head, line, ratioRow, Targets } from './report.ts';
import { scaledUp } from './scaled-up.ts';
import { simulatedNodes } from './simulated-nodes.ts';

export interface Place {
  api: ApiClient;
  /** Of the bench, where kubectl works and the real pod is. */
  namespace: string;
  /** Of the pod that answers for all simulated ones. */
  ip: string;
  targets: Targets;
}

const sizes = [10, 100, 1000];
const web = simulatedPod('web', { app: 'web' });

async function bursts({ namespace, targets }: Place): Promise<void> {
  title(
    'bursts of pods of our own on simulated nodes, one iteration each, beside create + wait + delete of kubectl',
  );
  head();
  const costs = new Map<number, Cost>();
  for (const size of sizes) {
    const cost = costOf(await ours(['--burst', String(size)], manifest(service(), web)), size);
    const before = costs.get(size / 10);
    costs.set(size, cost);
    costRow(`pod-start-slo, ${size} pods`, cost);
    if (before !== undefined) ratioRow(`  to ${size / 10} pods`, cost, before);
    await besideKubectl(namespace, size, cost);
  }
  const [few, most] = [costs.get(10), costs.get(1000)];
  if (few === undefined || most === undefined) return;
  console.log(`  peak RSS with 1000 pods ${targets.atMost('RSS', most.rssMegabytes, 200, 'MB')}`);
  const more = most.otherRequests - few.otherRequests;
  console.log(
    `  other requests, 1000 pods over 10: ${more} more ${targets.atMost('requests', more, 25, 'more')}`,
  );
}

async function besideKubectl(
  namespace: string,
  size: number,
  { cpuSeconds, rssMegabytes, ...cost }: Cost,
): Promise<void> {
  const names = Array.from({ length: size }, (_, index) => `web-${size}-${index}`);
  const pods = manifest(...names.map((name) => simulatedPod(name, { app: 'web' })));
  const theirs = await createWaitDelete(namespace, pods);
  const requests = (cost.requestsPerPod * size + cost.otherRequests) / theirs.requests;
  const numbers = [
    theirs.cpuSeconds.toFixed(2),
    theirs.rssMegabytes.toFixed(0),
    (theirs.requests / size).toFixed(1),
  ];
  line(`  kubectl, ${size} pods`, numbers);
  line('  pod-start-slo to kubectl', [
    `${(cpuSeconds / theirs.cpuSeconds).toFixed(2)} ×`,
    `${(rssMegabytes / theirs.rssMegabytes).toFixed(2)} ×`,
    `${requests.toFixed(2)} ×`,
  ]);
}

async function amongOthers({ api, namespace, targets }: Place): Promise<void> {
  const pods = 100;
  title(`a burst of ${pods} while ${otherPods} other pods are there, of which 20 a second are replaced`);
  head();
  const burst = async (more: readonly string[]): Promise<Cost> =>
    medianOf(3, async () =>
      costOf(await ours(['--burst', String(pods), ...more], manifest(service(), web)), pods),
    );
  const quiet = await burst([]);
  costRow('quiet cluster', quiet);
  await using others = await otherPodsIn(api, namespace);
  others.changesPerSecond();
  const churning = await burst([]);
  costRow('others in another namespace', churning);
  ratioRow('  to quiet', churning, quiet);
  const watched = targets.atMost(
    'watched beside others',
    churning.watchedMegabytes / quiet.watchedMegabytes,
    1.1,
    '×',
  );
  console.log(`  bytes of watches ${watched}`);
  const shared = await burst(['-n', namespace]);
  costRow('others in the same namespace', shared);
  ratioRow('  to quiet', shared, quiet);
  console.log(
    `  changes of others: ${others.changesPerSecond().toFixed(0)} a second (meant: ${intendedPerSecond})`,
  );
}

async function watchLag(place: Place): Promise<void> {
  const pods = 1000;
  title(
    `ms until a change of a pod is received, since the API server has answered it; ${pods} pods of a burst become Ready at 100 a second`,
  );
  line('', ['p50', 'p99', 'max']);
  const alone = await lagRows('only watched', place, pods, ['--no-ask-pod']);
  await lagRows('each pod asked itself too', place, pods, []);
  console.log(
    `  only watched: p99 ${place.targets.atMost('watch lag p99', quantile(alone, 0.99) ?? Infinity, 100, 'ms')}`,
  );
}

async function lagRows(
  label: string,
  place: Place,
  pods: number,
  flags: readonly string[],
): Promise<readonly number[]> {
  const { sinceSent, sinceAnswered, writes } = await lagAt(place, pods, flags);
  const known = sinceSent.length;
  if (known < pods / 2) throw new Error(`only ${known} of ${pods} times of Ready are known`);
  const row = (values: readonly number[]): string[] =>
    [0.5, 0.99, 1].map((q) => (quantile(values, q) ?? Number.NaN).toFixed(1));
  line(`${label}, ${known} pods`, row(sinceAnswered));
  line('  since it was sent', row(sinceSent));
  line('  the API server alone, sent to answered', row(writes));
  return sinceAnswered;
}

async function answeringPod(namespace: string): Promise<string> {
  const real = { ...pod({ containers: [slowStart()] }), metadata: { name: 'answers' } };
  await kubectl(['apply', '-n', namespace, '-f', '-'], manifest(real));
  await kubectl(['wait', '-n', namespace, '--for=condition=Ready', 'pod/answers', '--timeout=60s']);
  return await kubectl(['get', '-n', namespace, 'pod/answers', '-o', 'jsonpath={.status.podIP}']);
}

/** While its pods' nodes are still played. */
async function untilGone({ name, remove }: TestNamespace): Promise<void> {
  await remove();
  if (!(await namespaceGoes(name, 180_000))) console.error(`namespace ${name} does not go`);
}

/**
 * What measuring costs: with many pods at once, among many pods of others, and beside kubectl on the same pods.
 * @param only one of the parts: bursts, scaled, others, lag
 */
export async function scaleBench(only: string | undefined): Promise<void> {
  const { signal } = new AbortController();
  const targets = new Targets();
  const parts = { bursts, scaled: scaledUp, others: amongOthers, lag: watchLag };
  using folder = makeFolder();
  await using cleanup = new AsyncDisposableStack();
  const home = cleanup.use(await makeNamespace());
  const ip = await answeringPod(home.name);
  cleanup.use(await simulatedNodes(folder.path, ip));
  const namespace = cleanup.adopt(await makeNamespace(), untilGone);
  const api = await connect({ kubeconfig: environment().kubeconfig, env: {}, signal });
  for (const [name, part] of Object.entries(parts))
    if (only === undefined || only === name) {
      console.log(
        `\nload of this machine: ${loadavg()[0]?.toFixed(1) ?? ''} on ${availableParallelism()} cores`,
      );
      await part({ api, namespace: namespace.name, ip, targets });
    }
  await api.close();
  for (const missed of targets.missed) console.error(`target missed: ${missed}`);
  if (targets.missed.length > 0) process.exitCode = 1;
}

if (import.meta.main) await scaleBench(process.argv[2]);
