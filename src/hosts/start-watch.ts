import type { ClusterChoice } from '../clusters/choice.ts';
import { startCluster } from '../clusters/lifecycle.ts';
import { Alerts } from '../alerts/alerts.ts';
import { usageError } from '../core/errors.ts';
import type { Plan } from '../core/plan.ts';
import type { Clock, Report } from '../core/ports.ts';
import { printListenAddress, type ListenAddress, type WatchPlan } from '../core/watch/plan.ts';
import type { WatchChange, WatchState } from '../core/watch/state.ts';
import { serveHealth, serveMetrics } from '../metrics/server.ts';
import { WatchMetrics } from '../metrics/watch-metrics.ts';
import { subjectsOf } from '../run/watch/plan-session.ts';
import type { Subject, WatchEvent } from '../run/watch/ports.ts';
import { Watch } from '../run/watch/run-watch.ts';
import { proxiedFetch } from './shared/proxied-fetch.ts';
import { systemClock } from './shared/system-clock.ts';
import { toolVersion } from './shared/version.ts';
import { needsLoadBalancer } from './load-balancer-need.ts';
import { mayDisturb, requireConfirmation, type Environment } from './start-run.ts';
import { watchSessions } from './watch-sessions.ts';

/** What goes on around the starts. */
export type HostEvent =
  | { kind: 'listening'; address: ListenAddress; health: ListenAddress }
  | { kind: 'webhook-failed'; where: string; message: string; gaveUp: boolean };

export interface WatchRequest {
  plan: Plan;
  watch: WatchPlan;
  cluster: ClusterChoice;
  env: Environment;
  /** What is known from before, and where changes of it go. */
  state: WatchState;
  save: (change: WatchChange, state: WatchState) => Promise<void>;
  tell: (event: WatchEvent | HostEvent) => void;
  signal: AbortSignal;
  cleanupSignal: AbortSignal;
}

/** How long alerts that are under way may hold up the end. */
const lastWordMs = 5000;

/** Starts or finds the cluster and measures on it until it is told to stop. @throws PodStartSloError */
export async function startWatch(request: WatchRequest): Promise<never> {
  const { plan, watch: plannedWatch, cluster, env, tell, signal, cleanupSignal } = request;
  requireConfirmation(request);
  const clock = systemClock();
  const subjects = subjectsOf(plan, plannedWatch);
  const metrics = new WatchMetrics(subjects, toolVersion);
  const health = new Health();
  const server = await listen(plannedWatch, metrics, subjects, health);
  tell({ kind: 'listening', address: server.address, health: server.health });
  const told = (event: WatchEvent | HostEvent): void => {
    count(event, metrics);
    tell(event);
  };
  const alerts = await openAlerts(request, clock, told, health);
  try {
    const deps = { report: notesTo(tell), env, needsLoadBalancer: needsLoadBalancer(plan) };
    const started = await startCluster(cluster, deps, signal);
    try {
      const common = { plan, clock, env, tell: told, signal, cleanupSignal };
      const sessions = watchSessions({
        ...common,
        started,
        provider: cluster.kind,
        mayDisturb: mayDisturb(request),
      });
      const alert: Alerts['add'] = (each, isKnown) => alerts.add(each, isKnown);
      const deps = { ...common, ...request, sessions, subjects, alert, tell: told, seed: plan.seed };
      health.watch = new Watch({ ...deps, watch: plannedWatch });
      return await health.watch.run();
    } finally {
      for (const message of await started.stop(cleanupSignal))
        tell({ kind: 'note', level: 'warning', message });
    }
  } finally {
    await alerts.close(AbortSignal.any([AbortSignal.timeout(lastWordMs), cleanupSignal]));
    await server.close();
  }
}

function notesTo(tell: WatchRequest['tell']): Report {
  return (event) => {
    if (event.kind === 'note') tell(event);
  };
}

/** What the server asks before there is a loop, and then the loop. */
class Health {
  watch: Watch | null = null;
}

interface Listening {
  address: ListenAddress;
  health: ListenAddress;
  close: () => Promise<void>;
}

/** Metrics and health, each with a listener of its own. */
async function listen(
  { listen: address, healthListen }: WatchPlan,
  metrics: WatchMetrics,
  subjects: readonly Subject[],
  health: Health,
): Promise<Listening> {
  const unknown = {
    judged: 0,
    judgements: [],
    firing: [],
    lastIterationUnixMs: null,
    lastSuccessUnixMs: null,
  };
  const nowOf = (scenario: string) => {
    const subject = subjects.find(({ name }) => name === scenario);
    return subject === undefined ? unknown : (health.watch?.windowOf(subject) ?? unknown);
  };
  const ofMetrics = await serveMetrics(address, {
    metrics: () => metrics.render(nowOf),
    contentType: metrics.contentType,
  }).catch((error: unknown) => {
    throw cannotListen('--listen', address, error);
  });
  try {
    const ofHealth = await serveHealth(healthListen, {
      unhealthyBecause: () => health.watch?.stuckAt() ?? null,
      notReadyBecause: () => (health.watch === null ? 'starting' : health.watch.notReadyBecause()),
    });
    return {
      address: ofMetrics.address,
      health: ofHealth.address,
      close: async () => {
        await Promise.all([ofMetrics.close(), ofHealth.close()]);
      },
    };
  } catch (error) {
    await ofMetrics.close();
    throw cannotListen('--health-listen', healthListen, error);
  }
}

function cannotListen(field: string, address: ListenAddress, error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  const messages: Record<string, string> = {
    EADDRINUSE: 'something listens there already',
    EACCES: 'may not be listened at',
    EADDRNOTAVAIL: 'is no address of this machine',
    ENOTFOUND: 'is no address of this machine',
  };
  const message = messages[code] ?? `cannot be listened at: ${code}`;
  const fix = 'another address; port 0 takes a free one';
  return usageError([{ field, value: printListenAddress(address), message, fix }]);
}

async function openAlerts(
  { watch, env }: WatchRequest,
  clock: Clock,
  tell: (event: HostEvent) => void,
  health: Health,
): Promise<Alerts> {
  const { webhooks, webhookFormat } = watch;
  return new Alerts(webhooks, webhookFormat, {
    clock,
    fetch: (webhooks.length === 0 ? undefined : await proxiedFetch(env)) ?? fetch,
    onDelivered: (alert) => void health.watch?.told(alert),
    onFailure: (failure) => tell({ kind: 'webhook-failed', ...failure }),
  });
}

/** The counters move with what happens; gauges are read when they are asked for. */
function count(event: WatchEvent | HostEvent, metrics: WatchMetrics): void {
  if (event.kind === 'warmed-up') metrics.ended(event.scenario, event.iteration, 0);
  if (event.kind === 'started') metrics.ended(event.scenario, event.iteration, event.entry.lateMs);
  if (event.kind === 'ran') metrics.ran(event.scenario, event.run.passed);
  if (event.kind === 'missed') metrics.missed(event.scenario, event.count);
  if (event.kind === 'cluster-error') metrics.clusterError();
  if (event.kind === 'webhook-failed') metrics.webhookFailed();
}
