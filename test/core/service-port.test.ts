import { describe, expect, it } from 'vitest';
import { choosePort, declaredScheme, type DeclaredPort, type Scheme } from '../../src/core/service-port.ts';

/** `9090 metrics`, `443`, `8080 api kubernetes.io/h2c`, `8080 api - http` (the last: name of the container's port). */
function port(text: string): DeclaredPort {
  const [number = '', name = '-', appProtocol = '-', targetPort] = text.split(' ');
  const orNull = (word: string): string | null => (word === '-' ? null : word);
  return {
    port: Number(number),
    name: orNull(name),
    appProtocol: orNull(appProtocol),
    targetPort: targetPort ?? 8000,
  };
}

function chosen(
  texts: readonly string[],
  wanted: number | string | null = null,
  scheme: Scheme | null = null,
) {
  const found = choosePort(texts.map(port), wanted, scheme);
  return typeof found === 'string' ? found : found.port;
}

describe('choosePort without a wanted port', () => {
  it.each([
    ['the only one', ['9100 grpc'], 9100],
    ['the one called http', ['9090 metrics', '80 http'], 80],
    ['the one called web', ['9090 metrics', '8000 web', '8443 websecure'], 8000],
    ['the one with a name that holds http', ['9100 grpc', '8000 http-api'], 8000],
    ['the same, at the end', ['9100 grpc', '8000 main-http'], 8000],
    ['the one that declares HTTP', ['9100 grpc', '8000 api http'], 8000],
    ['the one that declares HTTP in capitals', ['9100 grpc', '8000 api HTTP'], 8000],
    ['the one that leads to a container port called http', ['9090 metrics', '8000 service - http'], 8000],
    ['port 80', ['9090 metrics', '80 app'], 80],
    ['http before https', ['443 https', '80 http'], 80],
    ['https where nothing else is HTTP', ['9090 metrics', '8443 https'], 8443],
    ['no HTTP/2 without TLS, whatever its name', ['80 http kubernetes.io/h2c', '8000 api http'], 8000],
    ['the application, not metrics over HTTP', ['9090 http-metrics', '8000 http-api'], 8000],
    ['the name before the protocol', ['9090 metrics http', '8000 http'], 8000],
  ])('takes %s', (_, ports, expected) => {
    expect(chosen(ports)).toBe(expected);
  });

  it.each([
    ['none declares HTTP', ['9090 metrics', '9100 grpc']],
    ['metrics alone declare HTTP', ['9090 http-metrics', '9100 grpc']],
    ['two are called http-*', ['8000 http-api', '8001 http-internal']],
    ['the one called http speaks gRPC', ['80 http grpc', '9090 metrics']],
  ])('is unclear where %s', (_, ports) => {
    expect(chosen(ports)).toBe('unclear');
  });

  it('goes by the scheme that was named', () => {
    const both = ['80 http', '443 https'];
    expect(chosen(both, null, 'https')).toBe(443);
    expect(chosen(both, null, 'http')).toBe(80);
    expect(chosen(['9090 metrics', '8443 https'], null, 'http')).toBe('unclear');
  });
});

it('takes the wanted port by number or name, and no other', () => {
  const ports = ['80 http', '9090 metrics'];
  expect(chosen(ports, 9090)).toBe(9090);
  expect(chosen(ports, 'metrics')).toBe(9090);
  expect(chosen(ports, 'grpc')).toBe('unknown');
  expect(chosen(['80 http'], 81)).toBe('unknown');
});

it.each([
  ['443', 'https'],
  ['8443 https', 'https'],
  ['8443 api https', 'https'],
  ['8443 https-api', 'https'],
  ['443 http', 'http'],
  ['443 - - http', 'http'],
  ['8443 https http', 'http'],
  ['80', 'http'],
  ['8080 app', null],
] as const)('port %j declares the scheme %s', (text, scheme) => {
  expect(declaredScheme(port(text))).toBe(scheme);
});
