import { describe, expect, it } from 'vitest';
import { documents, pod, problemsOf, scenarioOf, service, warningsOf, type Given } from './support.ts';

const given = (manifest: string, settings: Given['settings'] = {}): Given => ({
  settings: { manifest: 'app.yml', ...settings },
  files: { 'app.yml': manifest },
});

describe('of several ports of a service', () => {
  const withPorts = (ports: string) =>
    documents(pod(), service('web', `selector: { app: app }, ports: [${ports}]`));
  const metrics = '{ name: metrics, port: 9090 }';

  it('the one that declares HTTP is probed, or the one that is named', () => {
    const text = withPorts(`${metrics}, { name: http, port: 80, targetPort: 8080 }`);
    expect(scenarioOf(given(text)).probe).toMatchObject({ port: 80, scheme: 'http' });
    expect(scenarioOf(given(text, { servicePort: 'metrics' })).probe.port).toBe(9090);
    const config = 'scenarios: [{ workload: { manifest: ./app.yml }, probe: { port: metrics } }]';
    expect(scenarioOf({ config, files: { 'ci/app.yml': text } }).probe.port).toBe(9090);
  });

  it('none is probed where it is not clear which is the application', () => {
    const text = withPorts(`${metrics}, { name: grpc, port: 9100 }`);
    expect(problemsOf(given(text))).toEqual([
      {
        field: '--service-port',
        message:
          'Service/web has several TCP ports (9090 metrics, 9100 grpc), and it is not clear which is the application',
        fix: 'pass --service-port NUMBER or NAME',
      },
    ]);
    expect(problemsOf(given(text, { servicePort: 'grpc' }))).toEqual([]);
    expect(problemsOf(given(text, { servicePort: 'http' }))).toMatchObject([
      { value: 'http', message: 'is not among the TCP ports of Service/web: 9090 metrics, 9100 grpc' },
    ]);
  });

  it('a port that declares https is probed over https, with a warning, unless a scheme is named', () => {
    for (const port of ['{ port: 443 }', '{ port: 443, name: https }', '{ port: 443, appProtocol: https }']) {
      const text = withPorts(port);
      expect(scenarioOf(given(text)).probe).toMatchObject({ port: 443, scheme: 'https' });
      expect(warningsOf(given(text))[0]?.message).toMatch(
        /^port 443( \(https\))? of Service\/web is probed over https, as it declares$/,
      );
      expect(scenarioOf(given(text, { scheme: 'http' })).probe.scheme).toBe('http');
      expect(warningsOf(given(text, { scheme: 'https' }))).toEqual([]);
    }
  });
});
