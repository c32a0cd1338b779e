import type { V1Service } from '@kubernetes/client-node';
import { messageOf } from '../../core/errors.ts';
import type { ProbeStep, ProbeTarget } from '../../core/steps/policy.ts';
import type { ProbeTried } from '../../core/steps/ports.ts';
import type { Via } from '../../core/result.ts';
import { clusterError, hasStatus, type ApiClient } from '../api/api.ts';
import { attemptError } from '../probe/attempt/attempt-error.ts';
import { within } from '../probe/attempt/within.ts';
import { isReachable } from '../probe/paths/reachable.ts';
import { authority } from '../probe/attempt/authority.ts';
import { credentialHeaders, withHeaders } from './credentials.ts';
import { sendDirectly, sendOver, sendThrough, type HttpCall, type HttpSend } from './http.ts';
import { askThroughApi } from './proxied.ts';
import { follow } from './redirects.ts';
import { waysTo, type Way, type WayContext } from './service-ways.ts';

type ServiceTarget = Extract<ProbeTarget, { kind: 'service' }>;

/** Asks over HTTP as a policy says, and remembers which way leads to a Service. */
export class PolicyProbe {
  readonly #context: WayContext;
  readonly #vias = new Map<string, Via>();

  constructor(context: WayContext) {
    this.#context = context;
  }

  /** One request, redirects followed. @throws the signal's reason; PodStartSloError cluster */
  async ask(step: ProbeStep, signal: AbortSignal): Promise<ProbeTried> {
    const { target } = step;
    if (target.kind === 'url') return await this.#askUrl(step, target.url, signal);
    const service = await this.#findService(target, signal);
    if ('problem' in service) return { passed: false, message: service.problem, status: null };
    const ip = service.object.spec?.clusterIP ?? 'None';
    const host = ip === 'None' || ip === '' ? `${target.name}.${target.namespace}.svc` : ip;
    const call = callOf(step, `${target.protocol}://${authority(host, target.port, target.protocol)}`);
    if (step.proxy !== null) return await judged(step, call, sendThrough(step.proxy), '', signal);
    return await this.#askService(step, service.object, call, signal);
  }

  #askUrl(step: ProbeStep, url: string, signal: AbortSignal): Promise<ProbeTried> {
    const call = callOf(step, url.replace(/\/+$/, ''));
    const send = step.proxy === null ? sendDirectly : sendThrough(step.proxy);
    return judged(step, call, send, '', signal);
  }

  /** The ways are tried one after the other, and only one of them gets to send the request. */
  async #askService(
    step: ProbeStep,
    service: V1Service,
    call: HttpCall,
    signal: AbortSignal,
  ): Promise<ProbeTried> {
    const target = step.target as ServiceTarget;
    const key = [target.namespace, target.name, target.port].join('/');
    const known = this.#vias.get(key);
    const ways = await this.#waysTo(service, step, signal);
    const chosen = known === undefined ? ways : ways.filter(({ via }) => via === known);
    let last: ProbeTried = { passed: false, status: null, message: noWay(ways, target) };
    for (const way of chosen) {
      const opened = await open(way, call, signal);
      if ('error' in opened) {
        last = { passed: false, status: null, message: `${opened.error} (via ${way.via})` };
        if (await leadsNowhere(way, opened.error, this.#context, signal)) continue;
        return last;
      }
      last = await judged(step, call, opened.send, ` (via ${way.via})`, signal);
      if (last.status !== null) this.#vias.set(key, way.via);
      return last;
    }
    return (await askThroughApi(this.#context.api, step, target, signal)) ?? last;
  }

  async #waysTo(service: V1Service, { target, path, code }: ProbeStep, signal: AbortSignal): Promise<Way[]> {
    const { name, port, protocol } = target as ServiceTarget;
    const request = { scheme: protocol, path, expectedStatus: code, hostHeader: null };
    try {
      return await waysTo(service, port, request, this.#context, signal);
    } catch (error) {
      signal.throwIfAborted();
      throw clusterError(error, `looking for the pods of service ${name}`);
    }
  }

  async #findService(
    { name, namespace }: ServiceTarget,
    signal: AbortSignal,
  ): Promise<{ object: V1Service } | { problem: string }> {
    try {
      return { object: await getService(this.#context.api, namespace, name, signal) };
    } catch (error) {
      signal.throwIfAborted();
      if (hasStatus(error, 404)) return { problem: `there is no service ${name} in namespace ${namespace}` };
      if (hasStatus(error, 0)) throw clusterError(error, `looking for service ${name}`);
      return { problem: `service ${name} cannot be read: ${messageOf(error)}` };
    }
  }
}

async function getService(
  api: ApiClient,
  namespace: string,
  name: string,
  signal: AbortSignal,
): Promise<V1Service> {
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/services/${encodeURIComponent(name)}`;
  return (await api.request<V1Service>({ method: 'GET', path, signal })).body;
}

function noWay(ways: readonly Way[], { name, port }: ServiceTarget): string {
  return ways.length === 0
    ? `no route to port ${port} of service ${name} from here: no route to its address, no such port, or no pod that is Ready`
    : 'the way that answered before is gone';
}

/** Opens the connection first: a request that was sent is not sent again another way. */
async function open(
  way: Way,
  call: HttpCall,
  signal: AbortSignal,
): Promise<{ send: HttpSend } | { error: string }> {
  const { timeoutMs } = call;
  try {
    const connection = await within(timeoutMs, 'connect', signal, (until) => way.connect(timeoutMs, until));
    let used = false;
    return {
      send: sendOver((ms, until) => {
        if (used) return way.connect(ms, until);
        used = true;
        return Promise.resolve(connection);
      }),
    };
  } catch (error) {
    signal.throwIfAborted();
    return { error: attemptError(error) };
  }
}

/** A refused connection is an answer of the right machine; silence may be a network that leads elsewhere. */
async function leadsNowhere(
  { via }: Way,
  error: string,
  { nodes }: WayContext,
  signal: AbortSignal,
): Promise<boolean> {
  // Not permitted, or not to be had: the pod itself refuses only after the connection stands.
  if (via === 'port-forward') return true;
  if (via === 'cluster-ip' || error.includes('ECONNREFUSED')) return false;
  if (via === 'load-balancer') return true;
  const [host] = nodes.flatMap(({ internalIPs }) => internalIPs);
  return host === undefined || !(await isReachable(host, signal));
}

function callOf(step: ProbeStep, base: string): HttpCall {
  const { path, method, headers, body, timeoutMs, insecure } = step;
  return {
    url: new URL(`${base}${path}`),
    method: method.toUpperCase(),
    headers: withHeaders(
      Object.fromEntries(headers.map(({ name, value }) => [name, value])),
      credentialHeaders(base),
    ),
    body,
    timeoutMs,
    insecure,
  };
}

async function judged(
  { code, proxy }: ProbeStep,
  call: HttpCall,
  send: HttpSend,
  how: string,
  signal: AbortSignal,
): Promise<ProbeTried> {
  try {
    const { status } = await follow(call, send, proxy === null ? sendDirectly : send, signal);
    const passed = status === code;
    const message = passed ? `HTTP ${status}${how}` : `HTTP ${status} instead of ${code}${how}`;
    return { passed, message, status };
  } catch (error) {
    signal.throwIfAborted();
    return { passed: false, message: `${attemptError(error)}${how}`, status: null };
  }
}
