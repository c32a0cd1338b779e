/** A TCP port as a Service declares it. */
export interface DeclaredPort {
  /** Null where a single port has none. */
  name: string | null;
  port: number;
  /** Number, or the name of a container's port. */
  targetPort: number | string;
  /** https://kubernetes.io/docs/concepts/services-networking/service/#application-protocol */
  appProtocol: string | null;
}

export type Scheme = 'http' | 'https';

/** The port that is probed, and how. */
export interface ProbedPort {
  name: string | null;
  number: number;
  scheme: Scheme;
}

/** unknown: the Service has no such TCP port. unclear: it has several, and none of them is the obvious one. */
export type NoPort = 'unknown' | 'unclear';

type Test = (port: DeclaredPort) => boolean;

/**
 * The port to probe. Without a wanted one it is the only port, or the only one that declares HTTP; the first port of
 * several may as well be that of the metrics.
 * @param scheme null where nobody named one
 */
export function choosePort<T extends DeclaredPort>(
  ports: readonly T[],
  wanted: number | string | null,
  scheme: Scheme | null,
): T | NoPort {
  if (wanted !== null) return ports.find(({ port, name }) => port === wanted || name === wanted) ?? 'unknown';
  const [first] = ports;
  if (first === undefined) return 'unknown';
  if (ports.length === 1) return first;
  const found = testsFor(scheme)
    .map((test) => ports.filter(test))
    .find((each) => each.length > 0);
  const [only] = found ?? [];
  return only === undefined || found?.length !== 1 ? 'unclear' : only;
}

/** From the clearest sign of HTTP to the weakest. */
function testsFor(scheme: Scheme | null): readonly Test[] {
  if (scheme === 'http') return httpTests;
  return scheme === 'https' ? [declaresHttps, ...httpTests] : [...httpTests, declaresHttps];
}

const httpTests: readonly Test[] = [
  (port) => isCalled(port.name, ['http', 'web']) && mayBe('http', port),
  (port) =>
    !isAuxiliary(port) && (spoken(port) === 'http' || (hasWord(port.name, 'http') && mayBe('http', port))),
  (port) => !isAuxiliary(port) && leadsToHttp(port) && mayBe('http', port),
  (port) => !isAuxiliary(port) && port.port === 80 && mayBe('http', port),
];

/** The scheme that a port declares; null where it declares none. */
export function declaredScheme(port: DeclaredPort): Scheme | null {
  if (declaresHttps(port)) return 'https';
  return httpTests.some((test) => test(port)) ? 'http' : null;
}

function declaresHttps(port: DeclaredPort): boolean {
  if (isAuxiliary(port) || !mayBe('https', port)) return false;
  if (spoken(port) === 'https' || hasWord(port.name, 'https') || isCalled(port.name, ['websecure']))
    return true;
  // A load balancer often ends TLS in front of a container that speaks plain HTTP.
  const isPlain =
    leadsToHttp(port) || hasWord(port.name, 'http') || [80, 8080].includes(Number(port.targetPort));
  return port.port === 443 && !isPlain;
}

/** What `appProtocol` says; WebSockets begin as HTTP, and `tcp` says nothing. */
function spoken({ appProtocol }: DeclaredPort): Scheme | 'other' | null {
  const protocol = (appProtocol ?? '').toLowerCase();
  if (protocol === 'http' || protocol === 'https') return protocol;
  return ['', 'tcp', 'kubernetes.io/ws', 'kubernetes.io/wss'].includes(protocol) ? null : 'other';
}

function mayBe(scheme: Scheme, port: DeclaredPort): boolean {
  const protocol = spoken(port);
  return protocol === null || protocol === scheme;
}

function leadsToHttp({ targetPort }: DeclaredPort): boolean {
  return typeof targetPort === 'string' && (targetPort === 'web' || hasWord(targetPort, 'http'));
}

function isCalled(name: string | null, names: readonly string[]): boolean {
  return name !== null && names.includes(name);
}

/** `http-api` and `api-http` have the word `http`. */
function hasWord(name: string | null, word: string): boolean {
  return name?.split('-').includes(word) ?? false;
}

/** Ports that often speak HTTP, and are not the application. */
const auxiliary = ['metrics', 'prometheus', 'admin', 'management', 'health', 'healthz', 'debug', 'telemetry'];

function isAuxiliary({ name }: DeclaredPort): boolean {
  return auxiliary.some((word) => hasWord(name, word));
}

/** `9090 metrics, 9100 grpc`, for messages. */
export function portList(ports: readonly DeclaredPort[]): string {
  return ports.map(({ port, name }) => (name === null ? String(port) : `${port} ${name}`)).join(', ');
}

/** What a message says of a port that could not be chosen. */
export function whyNoPort(
  why: NoPort,
  { what, ports, field }: { what: string; ports: readonly DeclaredPort[]; field: string },
): { message: string; fix: string } {
  const fix = field.startsWith('--')
    ? `pass ${field} NUMBER or NAME`
    : `set ${field} to the number or the name of one of them`;
  return why === 'unknown'
    ? { message: `is not among the TCP ports of ${what}: ${portList(ports)}`, fix }
    : {
        message: `${what} has several TCP ports (${portList(ports)}), and it is not clear which is the application`,
        fix,
      };
}
