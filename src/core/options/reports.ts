import { traceparentForm, traceparentProblem } from '../traceparent.ts';
import { ofRun } from './option.ts';

/** Where the result of a run goes besides files. */
export const reports = {
  pushgateway: ofRun('reports.pushgateway', {
    type: ['url', 'http://pushgateway:9091'],
    help: 'URL of a Prometheus pushgateway to push the metrics of the run to when it ends',
    more: 'The URL may name a group, as in `http://pushgateway:9091/metrics/job/slo/leg/arm64`. `user:password@` in it becomes an Authorization header. A push that fails is a warning and changes no verdict. `watch` ignores it: it serves metrics itself.',
    otherwise: 'nothing is pushed',
    examples: ['http://pushgateway:9091'],
    cli: { value: 'URL' },
  }),
  otlp: ofRun('reports.otlp', {
    type: ['url', 'http://collector:4318'],
    help: 'URL of an OpenTelemetry collector (OTLP over HTTP) to send traces and metrics of the run to when it ends',
    more: '`/v1/traces` and `/v1/metrics` are appended. `user:password@` in it becomes an Authorization header. What is lost is counted in a warning and changes no verdict. `watch` ignores it.',
    otherwise: 'the variables `OTEL_EXPORTER_OTLP_*`, and without them nothing is sent',
    examples: ['http://collector:4318'],
    cli: { value: 'URL' },
  }),
  traceparent: ofRun('reports.traceparent', {
    type: ['text', traceparentProblem, traceparentForm],
    help: 'W3C trace context of the span that the spans of the run belong to',
    more: 'It has an effect only where traces are sent.',
    otherwise: 'the variable `TRACEPARENT`, and without it each iteration has a trace of its own',
    examples: ['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'],
    cli: { value: 'CONTEXT' },
  }),
} as const;
