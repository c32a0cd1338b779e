import { describe, expect, it } from 'vitest';
import { otlpHeaderValues, otlpSettings } from '../../src/core/otlp-settings.ts';

const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/base/' };

describe('Where traces and metrics go', () => {
  it('is nowhere unless a URL or a variable says so', () => {
    expect(otlpSettings(null, {}).targets).toEqual({});
  });

  it('is below the URL of the flag, whatever the variables say', () => {
    const { targets } = otlpSettings('http://other:4318', { ...endpoint, OTEL_SDK_DISABLED: 'true' });
    expect(targets.traces?.url).toBe('http://other:4318/v1/traces');
    expect(targets.metrics?.url).toBe('http://other:4318/v1/metrics');
  });

  it('is below the endpoint, but at the one of a signal as it is', () => {
    const own = { OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'http://prometheus/otlp' };
    const { targets } = otlpSettings(null, { ...endpoint, ...own });
    expect(targets.traces?.url).toBe('http://collector:4318/base/v1/traces');
    expect(targets.metrics?.url).toBe('http://prometheus/otlp');
  });

  it.each([
    ['OTEL_SDK_DISABLED', 'true', []],
    ['OTEL_TRACES_EXPORTER', 'none', ['metrics']],
    ['OTEL_METRICS_EXPORTER', 'none', ['traces']],
  ])('leaves out what %s turns off', (name, value, left) => {
    expect(Object.keys(otlpSettings(null, { ...endpoint, [name]: value }).targets)).toEqual(left);
  });

  it('has the headers and the timeout of the signal before those of both', () => {
    const { targets } = otlpSettings(null, {
      ...endpoint,
      OTEL_EXPORTER_OTLP_HEADERS: 'Api-Key=a%20b, x=1',
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'api-key=t',
      OTEL_EXPORTER_OTLP_TIMEOUT: '2000',
    });
    expect(targets.traces).toMatchObject({ headers: { 'api-key': 't' }, timeoutMs: 2000 });
    expect(targets.metrics).toMatchObject({ headers: { 'api-key': 'a b', x: '1' }, timeoutMs: 2000 });
  });

  it.each([
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'sec:ret', 'is no http or https URL: no traces were sent'],
    ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc', 'names a protocol other than OTLP over HTTP'],
    ['OTEL_EXPORTER_OTLP_TIMEOUT', '1s', 'is no whole number of milliseconds: 10000 was used'],
  ])('says why %s is not followed, without its value', (name, value, said) => {
    const { problems } = otlpSettings(null, { ...endpoint, [name]: value });
    expect(problems[0]).toContain(`${name} ${said}`);
    expect(problems.join()).not.toContain('sec:ret');
  });

  it('knows every value of a header as a secret, written and decoded', () => {
    const secrets = otlpHeaderValues({ OTEL_EXPORTER_OTLP_METRICS_HEADERS: 'api-key=a%20b' });
    expect(secrets).toEqual(['api-key=a%20b', 'a%20b', 'a b']);
  });
});
