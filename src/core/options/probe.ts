import { vias } from '../via.ts';
import { ofScenario } from './option.ts';

/** What counts as an answer, and how the Service is probed. */
export const probe = {
  path: ofScenario('probe.path', {
    type: ['text', 'must start with "/" and hold neither white space nor "#"', /^\/[^\s#]*$/],
    default: '/',
    help: 'HTTP path (and query) to probe',
    examples: ['/healthz'],
    describesWorkload: true,
    cli: { value: 'PATH' },
    action: {},
  }),
  status: ofScenario('probe.status', {
    type: ['wholeNumber', 200, 599],
    default: 200,
    help: 'HTTP status that counts as an answer',
    more: 'Redirects are not followed.',
    describesWorkload: true,
    cli: { value: 'CODE' },
  }),
  scheme: ofScenario('probe.scheme', {
    type: ['oneOf', ['http', 'https']],
    help: '`http` or `https`',
    more: 'With `https` the certificate is not checked: what is timed is the answer.',
    otherwise:
      '`https` if the port of the Service declares it (by its name, its `appProtocol` or the number 443), otherwise `http`',
    describesWorkload: true,
    cli: { value: 'SCHEME' },
  }),
  service: ofScenario('probe.service', {
    type: ['objectName', 'service'],
    help: 'name of the Service to probe; needed if the manifest has several',
    describesWorkload: true,
    cli: { value: 'NAME' },
  }),
  servicePort: ofScenario('probe.port', {
    type: ['servicePort'],
    help: 'port of the Service to probe: its number or its name',
    otherwise:
      'its only TCP port, or the only one that declares HTTP (by its name, its `appProtocol` or the number 80)',
    describesWorkload: true,
    cli: { value: 'PORT' },
  }),
  via: ofScenario('probe.via', {
    type: ['oneOf', ['auto', ...vias]],
    default: 'auto',
    help: 'path to the Service: `auto` (the first of these that works), `cluster-ip`, `load-balancer`, `node-port`, `port-forward` or `api-proxy`',
    more: 'The result states which one `auto` took and why.',
    cli: { value: 'PATH' },
  }),
  addressTimeout: ofScenario('probe.addressTimeout', {
    type: ['duration', '0s', '10m'],
    default: '5s',
    help: 'how long `via: auto` waits, once per run, for the address of a load balancer',
    more: 'Then it takes the next path.',
    cli: { value: 'TIME' },
  }),
  interval: ofScenario('probe.intervalMs', {
    type: ['milliseconds', 5, 1000],
    default: 20,
    help: 'time between the starts of two probes, in milliseconds: how finely the answer is timed',
    more: 'The result states the resolution that was achieved.',
    cli: { flag: 'probe-interval', value: 'TIME', help: 'time between two probes, such as 20ms' },
  }),
  askPod: ofScenario('probe.askPod', {
    type: ['yesOrNo'],
    default: true,
    help: 'also probe the pod itself, through the API server, to tell the application’s time from that of routing',
    cli: {
      flag: 'no-ask-pod',
      help: 'do not also probe the pod itself; the application’s own time is then unknown',
    },
  }),
  podLogs: ofScenario('podLogs', {
    type: ['yesOrNo'],
    default: false,
    help: 'keep the last log lines of pods that never answered, in the result and all reports',
    more: 'Logs may contain secrets that GitHub cannot mask. Needs `get` on `pods/log`.',
    cli: {
      help: 'keep the last log lines of pods that never answered, in the result and all reports; they may contain secrets',
    },
  }),
} as const;
