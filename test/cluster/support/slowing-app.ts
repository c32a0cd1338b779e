import { stringify } from 'yaml';
import { measuredNamespace } from './deployed.ts';
import { environment } from './environment.ts';
import { kubectl } from './kubectl.ts';

/** Starts every few seconds of a pod that listens after as long as a ConfigMap says. */
export function slowingApp({
  webhook,
  limitSeconds,
}: {
  webhook: string;
  limitSeconds: number;
}): Record<string, string> {
  const config = {
    namespace: measuredNamespace,
    scenarios: [{ name: 'app', workload: { manifest: 'app.yml' } }],
    // A start and its deletion take 4 s here: with less, each would be late by the one before, and slow by that.
    watch: { interval: '5s', window: '50s', slo: `p95 <= ${limitSeconds}s`, sla: '60s', webhook },
  };
  return { 'pod-start-slo.yml': stringify(config), 'app.yml': `${stringify(service)}---\n${stringify(pod)}` };
}

const labels = { app: 'app' };
const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'app' },
  spec: { selector: labels, ports: [{ port: 80, targetPort: 8080 }] },
};
const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'app', labels },
  spec: {
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        name: 'app',
        image: environment().slowStartImage,
        env: [
          {
            name: 'SLOW_START_LISTEN_AFTER',
            valueFrom: { configMapKeyRef: { name: 'delay', key: 'delay', optional: true } },
          },
        ],
        ports: [{ containerPort: 8080 }],
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      },
    ],
  },
};

/** How long a pod sleeps before it listens; each start reads it, so that the tool itself goes on undisturbed. */
export async function setDelay(delay: string): Promise<void> {
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'delay' }, data: { delay } };
  await kubectl(['apply', '-n', measuredNamespace, '-f', '-'], JSON.stringify(object));
}
