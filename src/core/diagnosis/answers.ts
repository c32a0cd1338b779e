import type { PodFacts, ProbeObservation } from '../observation.ts';
import type { Diagnosis } from '../result.ts';
import type { Asked } from './asked.ts';

/** `GET / returns HTTP 404 Not Found instead of 200`. */
export function unexpectedStatus(status: number, { path, status: expected }: Asked): Diagnosis {
  const name = statusNames[status];
  const said = `${status}${name === undefined ? '' : ` ${name}`}`;
  return {
    kind: 'status',
    problem: `GET ${path} returns HTTP ${said} instead of ${expected}`,
    fix: statusFix(status),
  };
}

const statusNames: Readonly<Record<number, string>> = {
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  421: 'Misdirected Request',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

function statusFix(status: number): string {
  const expect = `pass --status ${status} if that answer counts`;
  if (status >= 300 && status < 400) return `pass --path with the path it redirects to, or ${expect}`;
  if (status === 401 || status === 403)
    return `pass --path with a path that needs no credentials (the probe sends none), or ${expect}`;
  if (status === 404) return `pass --path with a path that the application serves, or ${expect}`;
  if (status === 400 || status === 421)
    return `check whether it wants --scheme https or a Host header, or ${expect}`;
  if (status >= 500) return 'see why in the log of the application: --pod-logs shows its last lines';
  return `check --path, or ${expect}`;
}

export function notHttp(errors: readonly string[], { scheme, port }: Asked): Diagnosis | null {
  const what = port === null ? 'the answer' : `the answer on port ${port}`;
  if (errors.some((error) => error.startsWith('TLS:')) && scheme === 'https')
    return {
      kind: 'not-http',
      problem: `${what} is not TLS`,
      fix: 'pass --scheme http, or check the port',
    };
  if (!errors.some((error) => error.startsWith('not HTTP'))) return null;
  return {
    kind: 'not-http',
    problem: `${what} is not HTTP`,
    fix: 'pass --scheme https if it is TLS, or check the port',
  };
}

export function isRefusal(error: string | null | undefined): boolean {
  return /ECONNREFUSED|connection refused/.test(error ?? '');
}

export function refused(pod: PodFacts, { port, image, service }: Asked): Diagnosis {
  const fix = image === null ? `targetPort of Service ${service ?? ''}`.trimEnd() : '--port';
  return {
    kind: 'refused',
    problem: `nothing listens on port ${port ?? '(unknown)'} of ${containerOf(pod)}`,
    fix: `check ${fix}, and that the application listens on 0.0.0.0, not only on localhost`,
  };
}

/** The container where there is one; otherwise it is not known which of them should listen. */
function containerOf({ name, containers }: PodFacts): string {
  const [only, ...others] = containers.filter(({ init }) => !init);
  return only === undefined || others.length > 0 ? `pod ${name}` : `container ${only.name}`;
}

/** The Service's last failure, where nothing explains it better. */
export function unreachable(attempt: ProbeObservation | null, { path }: Asked): Diagnosis | null {
  if (attempt?.error == null) return null;
  return {
    kind: 'no-answer',
    problem: `GET ${path} was not answered: ${attempt.error}`,
    fix: 'pass --via with another path to the Service, or check its port and network policies',
  };
}
