import { messageOf } from '../../core/errors.ts';
import type { Doing, MuteRequest, Tried } from '../../core/policy/ports.ts';
import { connectDirectly, sendOver, sendThrough, type HttpAnswer, type HttpCall } from './http.ts';

const answerWithinMs = 10_000;
const usualRoot = '/api/v2';

/**
 * Silences every alert of an Alertmanager
 * (https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml), and takes it back at the scenario's end
 * where that is asked for.
 */
export async function mute(request: MuteRequest, nowUnixMs: number, { signal, undo }: Doing): Promise<Tried> {
  const { url, durationSeconds, autoUnmute } = request;
  const silence = {
    matchers: [{ name: 'alertname', value: '.+', isRegex: true, isEqual: true }],
    startsAt: new Date(nowUnixMs).toISOString(),
    endsAt: new Date(nowUnixMs + durationSeconds * 1000).toISOString(),
    createdBy: 'pod-start-slo',
    comment: 'all alerts, while a policy is run',
  };
  try {
    const answer = await send(request, 'POST', '/silences', JSON.stringify(silence), signal);
    const id = answer.status < 300 ? silenceIdOf(answer.text) : null;
    if (id === null)
      return { passed: false, message: `${url} answered HTTP ${answer.status}, and no silence` };
    if (autoUnmute) undo((until) => unmute(request, id, until));
    return { passed: true, message: `silence ${id} for ${durationSeconds} s at ${url}` };
  } catch (error) {
    signal.throwIfAborted();
    return { passed: false, message: `${url}: ${messageOf(error)}` };
  }
}

async function unmute(request: MuteRequest, id: string, signal: AbortSignal): Promise<string[]> {
  const left = `silence ${id} at ${request.url} could not be ended`;
  try {
    const { status } = await send(request, 'DELETE', `/silence/${encodeURIComponent(id)}`, '', signal);
    return status < 300 ? [] : [`${left}: HTTP ${status}`];
  } catch (error) {
    return [`${left}: ${messageOf(error)}`];
  }
}

function send(
  { url, proxies }: MuteRequest,
  method: string,
  path: string,
  body: string,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const target = new URL(`${rootOf(url)}${path}`);
  const proxy = target.protocol === 'https:' ? proxies.https : proxies.http;
  const call: HttpCall = {
    url: target,
    method,
    headers: body === '' ? {} : { 'content-type': 'application/json' },
    body,
    timeoutMs: answerWithinMs,
    // PowerfulSeal does not check it either, and a policy has no word for it.
    insecure: true,
  };
  return (proxy === null ? sendOver(connectDirectly) : sendThrough(proxy))(call, signal);
}

/** PowerfulSeal wants the address of the API; that of the Alertmanager itself will do. */
export function rootOf(url: string): string {
  const { origin, pathname } = new URL(url);
  const path = pathname.replace(/\/+$/, '');
  return `${origin}${/\/api\/v\d+$/.test(path) ? path : `${path}${usualRoot}`}`;
}

function silenceIdOf(text: string): string | null {
  try {
    const answer = JSON.parse(text) as { silenceID?: unknown } | null;
    return typeof answer?.silenceID === 'string' ? answer.silenceID : null;
  } catch {
    return null;
  }
}
