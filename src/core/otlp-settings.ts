/** What a host knows of the standard variables (https://opentelemetry.io/docs/specs/otel/protocol/exporter/). */
type Variables = Readonly<Record<string, string | undefined>>;

export const otlpSignals = ['traces', 'metrics'] as const;
export type OtlpSignal = (typeof otlpSignals)[number];

export interface OtlpTarget {
  /** May hold secrets. */
  url: string;
  /** May be secrets. */
  headers: Readonly<Record<string, string>>;
  timeoutMs: number;
}

export interface OtlpSettings {
  targets: Partial<Record<OtlpSignal, OtlpTarget>>;
  serviceName: string;
  /** Variables that are not followed, and why; no value is in them. */
  problems: string[];
}

/** How long a receiver may take by default, as the specification has it. */
const usualTimeoutMs = 10_000;

/** Where traces and metrics go: to the URL that was given, else as the variables say; nowhere without either. */
export function otlpSettings(given: string | null, variables: Variables): OtlpSettings {
  const problems: string[] = [];
  const isOff = given === null && variables['OTEL_SDK_DISABLED']?.toLowerCase() === 'true';
  const targets: OtlpSettings['targets'] = {};
  for (const signal of isOff ? [] : otlpSignals) {
    const target = targetOf(signal, given, variables, problems);
    if (target !== null) targets[signal] = target;
  }
  const serviceName = variables['OTEL_SERVICE_NAME'] || 'pod-start-slo';
  return { targets, serviceName, problems: [...new Set(problems)] };
}

/** The values of all headers in the variables: each may be a secret. */
export function otlpHeaderValues(variables: Variables): string[] {
  const names = ['OTEL_EXPORTER_OTLP_HEADERS', ...otlpSignals.map((signal) => nameOf(signal, 'HEADERS'))];
  return names
    .flatMap((name) => {
      const text = variables[name];
      return text === undefined ? [] : [text, ...rawPairs(text).flatMap(([, raw]) => [raw, decoded(raw)])];
    })
    .filter((value) => value !== '');
}

function nameOf(signal: OtlpSignal, setting: string): string {
  return `OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_${setting}`;
}

function targetOf(
  signal: OtlpSignal,
  given: string | null,
  variables: Variables,
  problems: string[],
): OtlpTarget | null {
  /** The variable of the signal goes before that of both; an empty one counts as unset. */
  const either = (setting: string): [name: string, value: string] | null => {
    for (const name of [nameOf(signal, setting), `OTEL_EXPORTER_OTLP_${setting}`]) {
      const value = variables[name];
      if (value !== undefined && value !== '') return [name, value];
    }
    return null;
  };
  const url = given === null ? urlFrom(signal, variables, either, problems) : under(given, signal);
  if (url === null) return null;
  return {
    url,
    headers: headersOf(either('HEADERS')?.[1] ?? ''),
    timeoutMs: timeoutOf(either('TIMEOUT'), problems),
  };
}

type Either = (setting: string) => [name: string, value: string] | null;

function urlFrom(
  signal: OtlpSignal,
  variables: Variables,
  either: Either,
  problems: string[],
): string | null {
  const endpoint = either('ENDPOINT');
  if (endpoint === null || variables[`OTEL_${signal.toUpperCase()}_EXPORTER`] === 'none') return null;
  const protocol = either('PROTOCOL');
  if (protocol !== null && !protocol[1].startsWith('http/')) {
    problems.push(
      `${protocol[0]} names a protocol other than OTLP over HTTP: no ${signal} were sent; set it to http/json, with the collector's HTTP port (usually 4318)`,
    );
    return null;
  }
  const [name, value] = endpoint;
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    problems.push(
      `${name} is no http or https URL: no ${signal} were sent; set it to a URL such as http://collector:4318`,
    );
    return null;
  }
  return name === nameOf(signal, 'ENDPOINT') ? value : under(value, signal);
}

function under(base: string, signal: OtlpSignal): string {
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/v1/${signal}`;
  return url.href;
}

function timeoutOf(given: [name: string, value: string] | null, problems: string[]): number {
  if (given === null) return usualTimeoutMs;
  const [name, value] = given;
  if (/^[1-9]\d{0,6}$/.test(value)) return Number(value);
  problems.push(`${name} is no whole number of milliseconds: ${usualTimeoutMs} was used`);
  return usualTimeoutMs;
}

function headersOf(text: string): Record<string, string> {
  return Object.fromEntries(rawPairs(text).map(([name, raw]) => [name.toLowerCase(), decoded(raw)]));
}

/** `name=value,name=value`, the values percent-encoded. */
function rawPairs(text: string): [name: string, value: string][] {
  return text.split(',').flatMap((pair): [string, string][] => {
    const at = pair.indexOf('=');
    return at < 1 ? [] : [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()]];
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
